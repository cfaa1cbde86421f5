import { useState } from 'react';
import { Field } from '#ui/field.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Link } from '#ui/link.tsx';
import { TextBox } from '#ui/text-box.tsx';
import type { Refusal } from '#ui/use-command.ts';
import { useWords, type Words } from '#ui/use-words.ts';
import { EMPTY_PROFILE, type Profile, type ProfileField } from '../rules/profile.ts';
import css from './person-form.module.css';

/** Refusals that a reason goes past. */
const TAKEN_FOR = ['looks-like', 'same-medicare-number', 'similar-name', 'only-leads-override'];

export interface Sure {
  readonly asked: boolean;
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  /** For the command's input. */
  readonly said: { readonly sure?: string };
}

/** Why this is somebody else: asked once somebody was taken for her. */
export function useSure(refusal: Refusal | undefined): Sure {
  const [reason, setReason] = useState('');
  const asked = refusal !== undefined && TAKEN_FOR.includes(refusal.code);
  return { asked, reason, setReason, said: asked && reason.trim() ? { sure: reason } : {} };
}

/** What is wrong and belongs to no field, in words. */
export function GeneralIssue({ issues }: { issues: readonly { at: string; message: string }[] }) {
  const beside = issues.find(({ at }) => !(at.replace(/^now\./, '') in EMPTY_PROFILE));
  return beside ? (
    <div role="alert">
      <Text kind="critical">{beside.message}</Text>
    </div>
  ) : null;
}

/**
 * What is wrong with a field, in the words of the room: a refusal's own, and for what does not fit the shape of the
 * command what to do about it.
 */
export function fieldErrors(
  command: { readonly refusal: Refusal | undefined; readonly issues: readonly { at: string }[] },
  { value, t }: { value: Profile; t: Words },
): (path: string) => string | undefined {
  return (path) => {
    if (command.refusal?.at === path && command.refusal.code !== 'changed-by-other')
      return command.refusal.words;
    if (!command.issues.some(({ at }) => at === path || at === `now.${path}`)) return undefined;
    const said = value[path as ProfileField];
    if (said === '' || said === undefined) return t('wrong.missing');
    return t(`wrong.${path}`, { defaultValue: t('wrong.too-long') });
  };
}

/** After a refusal: to the first field that is wrong, so that nobody searches a long page. */
export function toFirstError(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
      field?.scrollIntoView({ block: 'center' });
      field?.focus({ preventScroll: true });
    }),
  );
}

/** Who is taken for her, the way to that record, and the reason why it is another. */
export function SaveRefusal({
  refusal,
  sure,
  errorAt,
}: {
  refusal: Refusal | undefined;
  sure: Sure;
  errorAt: (path: string) => string | undefined;
}) {
  const t = useWords('registration');
  if (!refusal || !sure.asked) return null;
  const other = refusal.facts.patient;
  return (
    <div className={css.here}>
      <Stack gap={3}>
        {typeof other === 'string' && (
          <Row gap={3}>
            <Text kind="warn">{String(refusal.facts.name ?? '')}</Text>
            <Link to="/patients/$patient/profile" params={{ patient: other }}>
              {t('open-that-record')}
            </Link>
          </Row>
        )}
        <Field
          label={t('sure')}
          hint={t(refusal.code === 'similar-name' ? 'sure.hint.anybody' : 'sure.hint')}
          error={errorAt('sure')}
        >
          <TextBox value={sure.reason} onChange={sure.setReason} maxLength={200} />
        </Field>
      </Stack>
    </div>
  );
}
