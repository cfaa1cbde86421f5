import { badRequest, versionConflict } from '#fhir/outcome.ts';

/** The version that `If-Match: W/"3"` asks for. Throws 400 when it is none of ours. */
export function versionAsked(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const version =
    /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1] ?? /^(\d{1,9})$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw badRequest('If-Match holds one version, e.g. W/"3".', 'http.If-Match');
  return Number(version);
}

/** 412, said so that the writer knows what to do. */
export const movedOn = (type: string, current: number) =>
  versionConflict(
    `This ${type} is at version ${current} now. Read it again and repeat the change on that version.`,
  );

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
export const isId = (text: string): boolean => ID.test(text);
export const isVersion = (text: string): boolean => /^\d{1,9}$/.test(text);
