/** The address that was typed at one of the doors: the next one has it already. It ends with the page. */
let typed = ''

/** Of a field for the address, at every door alike. */
export const typedEmail = () => ({
  defaultValue: typed,
  onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    typed = currentTarget.value
  },
})
