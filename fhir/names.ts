import type { HumanName } from './types.ts';

type Names = readonly HumanName[] | undefined;

const clean = (parts: readonly (string | undefined)[]): string =>
  parts
    .filter((part) => part?.trim())
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

const ended = (name: HumanName): boolean =>
  name.use === 'old' || name.use === 'maiden' || name.period?.end !== undefined;

/** The name that is on the papers: official, else unmarked, else the first that is still in use. */
export function officialName(names: Names): HumanName | undefined {
  const inUse = names?.filter((name) => !ended(name)) ?? [];
  return (
    inUse.find((name) => name.use === 'official') ??
    inUse.find((name) => name.use === undefined) ??
    inUse.find((name) => name.use !== 'usual' && name.use !== 'nickname') ??
    inUse[0] ??
    names?.[0]
  );
}

/** The name the patient wants to be called: use `usual`, else `nickname`; undefined when none is recorded. */
export function usualName(names: Names): HumanName | undefined {
  const inUse = names?.filter((name) => !ended(name)) ?? [];
  return inUse.find((name) => name.use === 'usual') ?? inUse.find((name) => name.use === 'nickname');
}

/** One name in reading order: `Ana María García Jr.`; the given `text` when there are no parts; '' when nothing is there. */
export function nameText(name: HumanName | undefined): string {
  if (!name) return '';
  const built = clean([...(name.given ?? []), name.family, ...(name.suffix ?? [])]);
  return built || (name.text?.trim() ?? '');
}

/** One name in filing order: `García, Ana María`. */
export function filingName(name: HumanName | undefined): string {
  if (!name) return '';
  const given = clean([...(name.given ?? [])]);
  const family = clean([name.family, ...(name.suffix ?? [])]);
  return [family, given].filter(Boolean).join(', ') || (name.text?.trim() ?? '');
}

/** What to call someone by: the given part of the usual name, else the first given name, else whatever there is. */
export function calledName(names: Names): string {
  const usual = usualName(names);
  const official = officialName(names);
  return usual?.given?.[0] ?? usual?.text ?? official?.given?.[0] ?? nameText(official);
}

/** Official name with the preferred one in quotes when it differs: `Margaret “Peggy” Olson`. */
export function displayName(names: Names): string {
  const official = officialName(names);
  const text = nameText(official);
  const usual = usualName(names);
  const called = usual ? (usual.given?.[0] ?? usual.text ?? '') : '';
  if (!called || !official || usual === official || official.given?.includes(called)) return text;
  const given = clean([...(official.given ?? [])]);
  return clean([given, `“${called}”`, official.family, ...(official.suffix ?? [])]);
}

/** Up to two letters for a photo's place: `AG`. */
export function initials(names: Names): string {
  const official = officialName(names);
  const source = [official?.given?.[0], official?.family].filter(Boolean);
  const letters = (source.length > 0 ? source : nameText(official).split(' ')).map(
    (part) => [...(part ?? '')][0] ?? '',
  );
  return letters.slice(0, 2).join('').toUpperCase();
}
