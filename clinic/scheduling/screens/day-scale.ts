/** Times as places on the page of a day. */
import { timeOf } from '#fhir/clinic-day.ts';
import type { Visit } from '../views/day.contract.ts';

/** Minutes since midnight on the clinic's clock. */
export function minutesOf(instant: string, zone: string): number {
  const [hour = 0, minute = 0] = timeOf(instant, zone).split(':').map(Number);
  return hour * 60 + minute;
}

/** HH:MM of minutes since midnight; undefined outside the day. */
export function timeAt(minutes: number): string | undefined {
  if (minutes < 0 || minutes >= 24 * 60) return undefined;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const OPENS = 8;
const CLOSES = 17;

/** First and last hour to show: the usual day, and whatever lies outside it. */
export function hoursOf(visits: readonly Visit[], zone: string): { from: number; to: number } {
  const starts = visits.map(({ start }) => minutesOf(start, zone) / 60);
  const ends = visits.map(({ end }) => minutesOf(end, zone) / 60);
  return {
    from: Math.min(OPENS, ...starts.map(Math.floor)),
    to: Math.max(CLOSES, ...ends.map(Math.ceil)),
  };
}

/** Minutes since midnight where somebody pressed, on a ten-minute mark. `from` is the first hour shown. */
export function minutesAt(
  event: { readonly clientY: number; readonly currentTarget: HTMLElement },
  from: number,
): number {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const hours = Number(getComputedStyle(event.currentTarget).getPropertyValue('--hours')) || 1;
  const minutes = ((event.clientY - top) / height) * hours * 60;
  return from * 60 + Math.floor(minutes / 10) * 10;
}
