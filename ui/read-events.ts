/** Server-sent events from a byte stream, as https://html.spec.whatwg.org/multipage/server-sent-events.html parses them. */
export interface Reading {
  /** Ms without a byte after which the line counts as dead. */
  readonly silence: number;
  readonly onSilence: () => void;
  readonly onEvent: (event: { id: string; data: string }) => void;
}

export async function readEvents(stream: ReadableStream<Uint8Array>, reading: Reading): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(reading.onSilence, reading.silence);
  };
  heard();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseBlock(block);
        if (event) reading.onEvent(event);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

/** One block of lines; undefined when it carries no data (a comment, a bare id). */
export function parseBlock(block: string): { id: string; data: string } | undefined {
  let id = '';
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    if (line.startsWith('id:')) id = line.slice(3).trimStart();
    else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
  return data.length > 0 ? { id, data: data.join('\n') } : undefined;
}
