import { Icon } from '#ui/icon.tsx';
import { useWords } from '#ui/use-words.ts';
import type { Clinic, VisitType } from '../rules/settings.ts';
import css from './sketch.module.css';

export interface Sketched {
  readonly clinic: Clinic;
  readonly rooms: readonly string[];
  readonly staff: readonly { readonly name: string; readonly role: string }[];
  readonly types: readonly VisitType[];
}

const initialsOf = (name: string): string =>
  name
    .replace(/^(dr|mr|mrs|ms)\.?\s/i, '')
    .split(/[\s,]+/)
    .slice(0, 2)
    .map((part) => part[0] ?? '')
    .join('')
    .toUpperCase();

/** The clinic as it takes shape: its sign, its rooms, its people, its day. */
export function ClinicSketch({ clinic, rooms, staff, types }: Sketched) {
  const t = useWords('settings');
  const address = [
    clinic.line,
    [clinic.city, clinic.state, clinic.postalCode].filter(Boolean).join(' '),
  ].filter(Boolean);
  return (
    <figure className={css.sketch} aria-label={t('sketch')}>
      <div className={css.sign}>
        <strong>{clinic.name || t('sketch.no-name')}</strong>
        {address.map((line) => (
          <span key={line}>{line}</span>
        ))}
        {clinic.phone && <span>{clinic.phone}</span>}
      </div>
      <div className={css.rooms}>
        {rooms.map((room) => (
          <span key={room} className={css.room}>
            <Icon of="room" size={14} />
            {room}
          </span>
        ))}
        <span className={css.room} data-kind="desk">
          {t('sketch.desk')}
        </span>
      </div>
      <ul className={css.people}>
        {staff.map((person, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name while they are typed
          <li key={`${person.name}-${at}`}>
            <span className={css.face}>{initialsOf(person.name)}</span>
            <span>{person.name}</span>
            <small>{person.role}</small>
          </li>
        ))}
      </ul>
      <ul className={css.day}>
        {types
          .filter((type) => !type.closed)
          .map((type) => (
            <li
              key={type.code}
              style={{ flexGrow: type.minutes, background: `var(--visit-${type.colour})` }}
              title={type.en}
            />
          ))}
      </ul>
    </figure>
  );
}
