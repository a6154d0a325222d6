export interface Answer {
  /** 0 when nothing answered. */
  status: number
  limitBytes?: number
}

/** Sends a file's bytes and tells how many are through; `fetch` cannot. */
export const uploadBytes = (
  url: string,
  file: File,
  { signal, onSent }: { signal: AbortSignal; onSent: (bytes: number) => void },
) =>
  new Promise<Answer>((resolve) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('x-taskmate', '1')
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
    request.addEventListener('loadend', () =>
      resolve({ status: request.status, limitBytes: limitIn(request.responseText) }),
    )
    signal.addEventListener('abort', () => request.abort())
    // Cancelled before the first byte, `abort` does nothing.
    if (signal.aborted) resolve({ status: 0 })
    else request.send(file)
  })

function limitIn(text: string): number | undefined {
  const found = /"limit(?:Bytes)?":\s*(\d+)/.exec(text)?.[1]
  return found ? Number(found) : undefined
}
