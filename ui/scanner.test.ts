import { afterEach, describe, expect, it } from 'vitest';
import { burst, dispatchScan, onScan } from './scanner.ts';

const type = (text: string, every: number) => {
  const { take } = burst();
  let at = 1000;
  let code: string | undefined;
  for (const key of [...text, 'Enter']) {
    at += every;
    code = take({ key, at }) ?? code;
  }
  return code;
};

describe('a burst of keys', () => {
  it('that no hand could type and that ends with Enter is a code', () => {
    expect(type('004511-7', 4)).toBe('004511-7');
    expect(type('(01)00312345678906', 18)).toBe('(01)00312345678906');
  });
  it('at the speed of a hand is none', () => {
    expect(type('delgado', 90)).toBeUndefined();
  });
  it('that is short is none: two keys and Enter can be quick', () => {
    expect(type('12', 5)).toBeUndefined();
  });
});

describe('a scan', () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });
  it('is heard by the newest who wants it', () => {
    const heard: string[] = [];
    const listen = (name: string, takes: boolean) =>
      onScan(() => {
        heard.push(name);
        return takes;
      });
    ends.push(listen('shell', true), listen('page', true), listen('dialog', false));
    expect(dispatchScan({ text: '004511', source: 'camera' })).toBe(true);
    expect(heard).toEqual(['dialog', 'page']);
  });
  it('that nobody wants says so', () => {
    expect(dispatchScan({ text: '004511', source: 'camera' })).toBe(false);
  });
});
