import { profiles } from '../definitions/load.ts';
import type { Finding } from '../outcome.ts';
import type { Resource } from '../types.ts';
import { profileCheck } from './profile.ts';
import { isObject, type Json, listOf, newReport, type Report, report } from './report.ts';
import { checkResource } from './structure.ts';

export interface ValidateOptions {
  /** `claimed` (default): also hold the resource against the US Core 6.1.0 profiles named in meta.profile. */
  readonly profiles?: 'claimed' | 'base';
  /** Data that others made and that we keep as it is: what a claimed profile finds are warnings. */
  readonly foreign?: boolean;
}

const US_CORE_VERSION = '6.1.0';

/**
 * Everything that is wrong with a resource by R4 and, if it claims them, by US Core profiles; an empty list when nothing
 * is. Never throws, whatever is handed in. Messages say what to do and never repeat a value.
 */
export function validateResource(resource: unknown, options: ValidateOptions = {}): Finding[] {
  const to = newReport(resource);
  checkResource(resource, '', to);
  if (isObject(resource)) {
    if (resource.contained !== undefined) checkContained(resource, to);
    if (options.profiles !== 'base') checkClaimed(resource, { to, foreign: options.foreign === true });
  }
  return to.findings;
}

/** Type guard for callers that hold unknown JSON: no error-severity finding. */
export const isValid = (resource: unknown): resource is Resource =>
  validateResource(resource).every((finding) => finding.severity !== 'error');

function checkClaimed(resource: Json, { to, foreign }: { to: Report; foreign: boolean }): void {
  const claimed = isObject(resource.meta) ? resource.meta.profile : undefined;
  if (!Array.isArray(claimed)) return;
  to.severity = foreign ? 'warning' : 'error';
  for (const canonical of claimed) {
    const [url = '', version] = String(canonical).split('|');
    const profile = Object.hasOwn(profiles(), url) ? profiles()[url] : undefined;
    // Another version of the guide is another set of rules, which are not here.
    if (!profile || (version !== undefined && version !== US_CORE_VERSION)) continue;
    if (profile.type === resource.resourceType)
      profileCheck(url)(resource, String(resource.resourceType), to);
    else
      report(to, 'structure', {
        path: `${resource.resourceType}.meta.profile`,
        message: `claims ${profile.name}, which is a profile of ${profile.type}.`,
      });
  }
}

/** dom-2 to dom-5: what a contained resource may not have, and that somebody refers to it. */
function checkContained(resource: Json, to: Report): void {
  listOf(resource.contained).forEach((inner, at) => {
    if (!isObject(inner)) return;
    const path = `${resource.resourceType}.contained[${at}]`;
    const meta = isObject(inner.meta) ? inner.meta : {};
    if (inner.contained !== undefined)
      report(to, 'invariant', {
        path: `${path}.contained`,
        message: 'must not contain resources itself. (dom-2)',
      });
    if (inner.id === undefined)
      report(to, 'required', { path: `${path}.id`, message: 'is missing and must be given.' });
    if (meta.versionId !== undefined || meta.lastUpdated !== undefined)
      report(to, 'invariant', {
        path: `${path}.meta`,
        message: 'must not have versionId or lastUpdated. (dom-4)',
      });
    if (meta.security !== undefined)
      report(to, 'invariant', { path: `${path}.meta`, message: 'must not have security labels. (dom-5)' });
    if (!to.fragments.has(`#${String(inner.id)}`) && !to.fragments.has('#'))
      report(to, 'invariant', {
        path,
        message: 'must be referred to by the resource that holds it. (dom-3)',
      });
  });
}
