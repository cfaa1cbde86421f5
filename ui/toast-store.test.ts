import { beforeEach, describe, expect, test } from 'vitest';
import { offerUndo, toasts, undoLast, withdrawUndo } from './toast-store.ts';

const offered = () => toasts.get().flatMap(({ undo }) => undo ?? []);
beforeEach(() => toasts.set([]));

describe('the offer to take an act back', () => {
  test('is for the newest act alone', () => {
    offerUndo({ key: 'first', words: 'Roomed.' });
    offerUndo({ key: 'second', words: 'Ready.' });
    expect(offered()).toEqual(['second']);
  });
  test('is withdrawn while the next act is on its way, so that z takes nothing else back', async () => {
    offerUndo({ key: 'first', words: 'Roomed.' });
    withdrawUndo();
    expect(offered()).toEqual([]);
    expect(await undoLast()).toBeUndefined();
  });
  test('comes back when the next act is refused', () => {
    offerUndo({ key: 'first', words: 'Roomed.' });
    const again = withdrawUndo();
    again();
    expect(offered()).toEqual(['first']);
  });
});
