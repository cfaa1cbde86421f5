import type { CSSProperties, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import css from './patient-banner.module.css';
import { hueOf } from './patient-colour.ts';
import type { AllergySummary, PatientSummary } from './patient-summary.ts';
import { Photo } from './photo.tsx';
import { Tag } from './tag.tsx';
import { useFormat } from './use-format.ts';
import { useWords } from './use-words.ts';

/** Who is open, unmistakably; the shell puts it above every patient screen. `<PatientBanner patient={summary} actions={…} />` */
export function PatientBanner({ patient, actions }: { patient: PatientSummary; actions?: ReactNode }) {
  const t = useWords('ui');
  const { age, date, language } = useFormat();
  const facts = [
    patient.pronouns,
    patient.deceased ? undefined : age(patient.birthDate),
    patient.sex && t(`sex.${patient.sex}`),
    date(patient.birthDate),
    patient.mrn && `${t('banner.mrn')} ${patient.mrn}`,
  ].filter(Boolean);
  return (
    <section
      className={css.banner}
      style={{ '--hue': hueOf(patient.id) } as CSSProperties}
      aria-label={t('banner.label')}
    >
      <Photo binary={patient.photo} initials={patient.initials} of={patient.id} size={44} />
      <div className={css.who}>
        <div className={css.line}>
          <strong className={css.name}>{patient.name}</strong>
          {patient.legalName && (
            <span className={css.legal}>{t('banner.legal', { name: patient.legalName })}</span>
          )}
          <ul className={css.facts}>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </div>
        <div className={css.tags}>
          <Allergies of={patient.allergies} />
          {patient.deceased && (
            <Tag tone="critical">
              {t('banner.deceased', { date: patient.deceased === true ? '' : date(patient.deceased) })}
            </Tag>
          )}
          {patient.interpreter && (
            <Tag tone="accent" icon="language">
              {t('banner.interpreter', { language: languageName(patient.interpreter, language) })}
            </Tag>
          )}
          {patient.flags.map((flag) => (
            <Tag key={flag.text} tone={flag.tone}>
              {flag.text}
            </Tag>
          ))}
          {patient.similar.length > 0 && (
            <Tag
              tone="warn"
              icon="patients"
              title={patient.similar.map((one) => `${one.name}, ${date(one.birthDate)}`).join('\n')}
            >
              {t(patient.similar[0]?.twin ? 'banner.twin' : 'banner.similar', {
                name: patient.similar[0]?.name ?? '',
                born: date(patient.similar[0]?.birthDate),
                count: patient.similar.length,
              })}
            </Tag>
          )}
        </div>
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </section>
  );
}

/** `español`, `Spanish`; a code that the browser does not know stays as it is. */
function languageName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const SHOWN = 3;

function Allergies({ of }: { of: AllergySummary }) {
  const t = useWords('ui');
  if (of.state !== 'listed') {
    const asked = of.state !== 'not-asked';
    return (
      <Tag tone={asked ? 'plain' : 'warn'} {...(asked ? {} : { icon: 'alert' as const })}>
        {t(`allergies.${of.state}`)}
      </Tag>
    );
  }
  const severe = of.items.some((item) => item.severe);
  const rest = of.items.length - SHOWN;
  const words = of.items
    .slice(0, SHOWN)
    .map((item) => (item.reaction ? `${item.text} (${item.reaction})` : item.text));
  return (
    <span
      className={css.allergies}
      data-severe={severe || undefined}
      title={of.items.map((item) => item.text).join(', ')}
    >
      <Icon of="alert" size={15} />
      <span className="only-heard">{t('allergies.label')}: </span>
      {words.join(', ')}
      {rest > 0 && ` ${t('allergies.more', { count: rest })}`}
    </span>
  );
}
