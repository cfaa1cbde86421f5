/** What a clinic decides for itself, with the defaults it starts from. Pure; read on the server by `public.ts`. */
import { z } from 'zod';
import { STAGES, type Stage } from '#fhir/medley.ts';
import { isZone, STATES } from './states.ts';

/** [S4] Colour tokens a visit type may wear; the words always stand beside. */
export const VISIT_COLOURS = ['blue', 'teal', 'violet', 'amber', 'rose', 'grey'] as const;
export type VisitColour = (typeof VISIT_COLOURS)[number];

const words = z.string().trim().min(1).max(80);

/** [S4] One kind of visit the front desk can book. */
export const VisitType = z.object({
  /** Stable: appointments carry it. */
  code: z.string().regex(/^[a-z0-9-]{2,40}$/),
  minutes: z.int().min(5).max(240),
  en: words,
  es: words,
  colour: z.enum(VISIT_COLOURS),
  /** Hidden from booking, kept for what was booked. */
  closed: z.boolean().default(false),
});
export type VisitType = z.infer<typeof VisitType>;

/** [S2] Minutes after which a waiting clock turns amber, then red. */
const Wait = z
  .object({ amber: z.int().min(1).max(240), red: z.int().min(2).max(480) })
  .refine(({ amber, red }) => amber < red, { message: 'amber must come before red', path: ['red'] });

const WAITS: Readonly<Record<Stage, { amber: number; red: number }>> = {
  arrived: { amber: 10, red: 20 },
  'checked-in': { amber: 15, red: 30 },
  roomed: { amber: 15, red: 25 },
  ready: { amber: 10, red: 20 },
  'with-provider': { amber: 30, red: 45 },
  ancillary: { amber: 20, red: 40 },
  'discharge-ready': { amber: 10, red: 20 },
  'checked-out': { amber: 240, red: 480 },
  'left-without-being-seen': { amber: 240, red: 480 },
};

export const Limits = z.object({
  waiting: z.object(Object.fromEntries(STAGES.map((stage) => [stage, Wait])) as Record<Stage, typeof Wait>),
  /** Minutes after the slot until a booked patient counts as late. */
  lateMinutes: z.int().min(1).max(120),
  /** Minutes after the slot until no-show is offered. */
  noShowMinutes: z.int().min(5).max(240),
  /** [S3] Minutes without a hand until a workstation locks. */
  idleMinutes: z.int().min(2).max(15),
  /** mmHg: at or above either, a second blood pressure is asked for. */
  repeatSystolic: z.int().min(100).max(200),
  repeatDiastolic: z.int().min(60).max(130),
  /** Seconds until the second blood pressure. */
  repeatSeconds: z.int().min(30).max(600),
  /** In which units weight and length are typed when nothing else is said: pounds and inches, or kilograms and centimetres. */
  units: z.enum(['us', 'metric']),
});
export type Limits = z.infer<typeof Limits>;

/** [S5] A form or notice patients sign; a new wording is a new version. */
export const ConsentForm = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,40}$/),
  version: z.string().trim().min(1).max(20),
  en: words,
  es: words,
  text: z.object({ en: z.string().trim().min(1).max(8000), es: z.string().trim().min(1).max(8000) }),
  closed: z.boolean().default(false),
});
export type ConsentForm = z.infer<typeof ConsentForm>;

export const Clinic = z.object({
  name: z.string().trim().min(2).max(120),
  zone: z.string().refine(isZone, { message: 'unknown time zone' }),
  state: z
    .string()
    .refine((state) => STATES.some(({ code }) => code === state), { message: 'unknown state' }),
  line: z.string().trim().max(120),
  city: z.string().trim().max(80),
  postalCode: z
    .string()
    .trim()
    .regex(/^(\d{5}(-\d{4})?)?$/),
  phone: z.string().trim().max(40),
});
export type Clinic = z.infer<typeof Clinic>;

const unique = (list: readonly { code: string }[]) =>
  new Set(list.map(({ code }) => code)).size === list.length;

export const Settings = z.object({
  clinic: Clinic,
  visitTypes: z.array(VisitType).min(1).max(60).refine(unique, { message: 'two visit types share a code' }),
  limits: Limits,
  forms: z.array(ConsentForm).max(40).refine(unique, { message: 'two forms share a code' }),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_LIMITS: Limits = {
  waiting: WAITS,
  lateMinutes: 15,
  noShowMinutes: 30,
  idleMinutes: 5,
  repeatSystolic: 140,
  repeatDiastolic: 90,
  repeatSeconds: 60,
  units: 'us',
};
