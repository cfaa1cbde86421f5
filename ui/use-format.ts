import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ageOn, plainDate, spokenAge } from '#fhir/age.ts';
import { localDay } from '#fhir/dates.ts';
import { useSession } from './use-who.ts';
import { useWords, type Words } from './use-words.ts';

/** Everything a screen says about dates and numbers, in the clinic's zone and the screen's language. */
export interface Format {
  /** `14 May 2026`; `long` adds the weekday, `short` drops the year. A partial FHIR date says only what it knows. */
  readonly date: (value: string | Date | undefined, style?: 'long' | 'short') => string;
  /** `10:42` in the clinic. */
  readonly time: (value: string | Date | undefined) => string;
  readonly dateTime: (value: string | Date | undefined) => string;
  /** `54 y`, `5 mo`, `3 wk`, `6 d` today. */
  readonly age: (born: string | undefined) => string;
  /** `1,234.5`; digits after the point. */
  readonly number: (value: number | undefined, digits?: number) => string;
  /** `12 min`, `1 h 05`. */
  readonly minutes: (minutes: number) => string;
  /** Integer cents as dollars. */
  readonly money: (cents: number | undefined) => string;
  /** The clinic's today as FHIR date. */
  readonly today: () => string;
  readonly zone: string;
  readonly language: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

export function useFormat(): Format {
  const { clinic } = useSession();
  const { i18n } = useTranslation();
  const t = useWords('ui');
  const language = i18n.language;
  return useMemo(() => makeFormat({ zone: clinic.zone, language, t }), [clinic.zone, language, t]);
}

export function makeFormat({ zone, language, t }: { zone: string; language: string; t: Words }): Format {
  const locale = language === 'es' ? 'es-US' : 'en-US';
  const today = () => localDay(Date.now(), zone);
  const time = (value: string | Date | undefined) => {
    const at = instant(value);
    return at
      ? dateFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
          at,
        )
      : '';
  };
  const date = (value: string | Date | undefined, style?: 'long' | 'short') =>
    dateWords(value, { locale, zone, ...(style ? { style } : {}) });
  return {
    zone,
    language,
    today,
    time,
    date,
    dateTime: (value) => [date(value), time(value)].filter(Boolean).join(' '),
    age(born) {
      const age = ageOn(born, today());
      if (!age) return '';
      const { count, unit } = spokenAge(age);
      return t(`age.${unit}`, { count });
    },
    number: (value, digits) =>
      value === undefined
        ? ''
        : value.toLocaleString(
            locale,
            digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
          ),
    minutes: (minutes) =>
      minutes < 60
        ? t('minutes', { n: Math.max(0, Math.floor(minutes)) })
        : t('hours', { h: Math.floor(minutes / 60), m: String(Math.floor(minutes % 60)).padStart(2, '0') }),
    money: (cents) =>
      cents === undefined ? '' : (cents / 100).toLocaleString(locale, { style: 'currency', currency: 'USD' }),
  };
}

function instant(value: string | Date | undefined): Date | undefined {
  if (!value) return undefined;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

interface DateStyle {
  readonly locale: string;
  readonly zone: string;
  readonly style?: 'long' | 'short';
}

function dateWords(value: string | Date | undefined, { locale, zone, style }: DateStyle): string {
  if (!value) return '';
  const partial = typeof value === 'string' && value.length < 10;
  if (partial && value.length === 4) return value;
  // Day before month, month as a word: 3/12 cannot be misread when it is written 12 Mar.
  const plain = typeof value === 'string' && value.length <= 10 ? plainDate(value) : undefined;
  const at = plain ? new Date(`${plain.toString()}T12:00:00Z`) : instant(value);
  if (!at) return '';
  const parts = dateFormat(locale, {
    timeZone: plain ? 'UTC' : zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value.replace(/\.$/, '') ?? '';
  if (partial) return `${part('month')} ${part('year')}`;
  const day = `${part('day')} ${part('month')}`;
  if (style === 'short') return day;
  return style === 'long' ? `${part('weekday')} ${day} ${part('year')}` : `${day} ${part('year')}`;
}
