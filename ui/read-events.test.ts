import { describe, expect, it } from 'vitest';
import { parseBlock, readEvents } from './read-events.ts';

const streamOf = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
const read = async (...parts: string[]) => {
  const events: { id: string; data: string }[] = [];
  await readEvents(streamOf(...parts), {
    silence: 10_000,
    onSilence: () => undefined,
    onEvent: (event) => events.push(event),
  });
  return events;
};

describe('the stream of changes', () => {
  it('is read whole wherever it was cut', async () => {
    const expected = [
      { id: '7', data: '{"a":1}' },
      { id: '8', data: '{"b":"ñ"}' },
    ];
    const text = 'id: 7\ndata: {"a":1}\n\nid: 8\ndata: {"b":"ñ"}\n\n';
    expect(await read(text)).toEqual(expected);
    for (let cut = 1; cut < text.length; cut++)
      expect(await read(text.slice(0, cut), text.slice(cut))).toEqual(expected);
  });
  it('says nothing for a heartbeat or an unfinished event', async () => {
    expect(await read(':\n\nretry: 1000\n\n', 'data: {"a"')).toEqual([]);
    expect(parseBlock(': still here')).toBeUndefined();
  });
});
