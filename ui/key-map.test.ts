import { describe, expect, it } from 'vitest';
import { findKey, type KeyAction, type Layer, strokeOf, worksWhileTyping } from './key-map.ts';

const stroke = (part: Partial<KeyboardEvent> & { key: string }) =>
  strokeOf({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part });
const action = (label: string): KeyAction => ({ label, run: () => undefined });
const layer = (id: number, map: Layer['map'], modal = false): Layer => ({ id, map, modal });

describe('a stroke', () => {
  it('is written as in a key map, with Ctrl and Command alike', () => {
    expect(stroke({ key: 'Enter', ctrlKey: true })).toBe('ctrl+enter');
    expect(stroke({ key: 'k', metaKey: true })).toBe('ctrl+k');
    expect(stroke({ key: '?', shiftKey: true })).toBe('?');
    expect(stroke({ key: 'Tab', shiftKey: true })).toBe('shift+tab');
    expect(stroke({ key: 'L', ctrlKey: true, shiftKey: true })).toBe('ctrl+shift+l');
    expect(stroke({ key: ' ' })).toBe('space');
  });
  it('that makes a letter sleeps while something is typed; keys that make none work', () => {
    expect(worksWhileTyping('r', action('room'))).toBe(false);
    expect(worksWhileTyping('enter', action('next'))).toBe(false);
    for (const key of ['ctrl+enter', 'alt+1', 'f9', 'escape'])
      expect(worksWhileTyping(key, action(key))).toBe(true);
    expect(worksWhileTyping('enter', { ...action('next'), typing: true })).toBe(true);
  });
});

describe('what a key means', () => {
  const page = layer(1, { r: action('room'), 'g b': action('board') });
  it('is said by the innermost layer that knows it', () => {
    const part = layer(2, { r: action('repeat') });
    expect(findKey([page, part], 'r').action?.label).toBe('repeat');
    expect(findKey([page], 'g').begins).toBe(true);
    expect(findKey([page], 'g b').action?.label).toBe('board');
  });
  it('ends at a dialog: the page below is not reached', () => {
    expect(findKey([page, layer(2, { escape: action('close') }, true)], 'r').action).toBeUndefined();
  });
  it('skips what is disabled', () => {
    expect(findKey([page, layer(2, { r: { ...action('no'), disabled: true } })], 'r').action?.label).toBe(
      'room',
    );
  });
});
