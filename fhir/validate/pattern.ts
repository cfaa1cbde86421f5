import { isObject } from './report.ts';

/** Is the value exactly the fixed one? */
export function matchesFixed(fixed: unknown, value: unknown): boolean {
  if (Array.isArray(fixed))
    return (
      Array.isArray(value) &&
      value.length === fixed.length &&
      fixed.every((one, at) => matchesFixed(one, value[at]))
    );
  if (!isObject(fixed)) return fixed === value;
  if (!isObject(value)) return false;
  const names = Object.keys(fixed);
  return (
    names.length === Object.keys(value).length &&
    names.every((name) => matchesFixed(fixed[name], value[name]))
  );
}

/** Does the value hold at least what the pattern holds? Every item of a pattern's list must be matched by some item. */
export function matchesPattern(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern))
    return Array.isArray(value) && pattern.every((one) => value.some((item) => matchesPattern(one, item)));
  if (!isObject(pattern)) return pattern === value;
  return isObject(value) && Object.keys(pattern).every((name) => matchesPattern(pattern[name], value[name]));
}
