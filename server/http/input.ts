import type { z } from 'zod';
import { FhirFailure } from '#fhir/outcome.ts';

/** The body in its shape. Throws 400 with one finding for each field. */
export function inputOf<T>(shape: z.ZodType<T>, body: unknown): T {
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  throw new FhirFailure(
    400,
    ...checked.error.issues.map(({ path, message }) => ({
      severity: 'error' as const,
      code: 'value' as const,
      message,
      expression: path.join('.'),
    })),
  );
}
