/** How a program calls, in a line that works where the token is in the environment. */
export const CurlExample = () => (
  <pre className="whitespace-pre-wrap rounded-sm bg-sunken border border-line px-2.5 py-2 text-12 font-mono">
    <code>{`curl -H "Authorization: Bearer $TASKMATE_TOKEN" \\
  ${window.location.origin}/trpc/user/me.get`}</code>
  </pre>
)
