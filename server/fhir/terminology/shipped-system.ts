import { FhirFailure } from '#fhir/outcome.ts';
import type { CodeSystem } from '#terminology/catalog/code-system.ts';
import { codeSystem } from '#terminology/catalog/load-code-systems.ts';

/** A code system that is shipped. Throws 404 naming the parameter for one that is not, 400 for another edition. */
export async function mustHaveSystem(
  canonical: string,
  { at, version: asked }: { at: string; version: string | undefined },
): Promise<CodeSystem> {
  const [url = '', version = asked] = canonical.split('|');
  const system = await codeSystem(url);
  if (!system)
    throw new FhirFailure(404, {
      severity: 'error',
      code: 'not-found',
      message: 'This code system is not one of those that are here; docs/fhir.md lists them.',
      expression: at,
    });
  if (version !== undefined && version !== '' && version !== system.version)
    throw new FhirFailure(404, {
      severity: 'error',
      code: 'not-found',
      message: `This edition of ${system.name} is not here${system.version ? `; the one that is here is ${system.version}` : ''}.`,
      expression: at,
    });
  return system;
}
