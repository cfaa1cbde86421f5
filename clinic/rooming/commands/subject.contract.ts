import { z } from 'zod';

/** Logical id of the visit every rooming command is about. */
export const encounterId = z.string().min(1).max(64);
export const shortText = (max: number) => z.string().trim().max(max);
/** Which unit a bare number means, as the screen showed it. */
export const unitPreference = z.object({ weight: z.enum(['lb', 'kg']), length: z.enum(['in', 'cm']) });
