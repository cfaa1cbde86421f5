import { useRef, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { Keys } from '#ui/keys.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Conflict, Presence } from '#ui/presence.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { type DraftHandle, useDraft } from '#ui/use-draft.ts';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useSession } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { checkIn } from '../commands/check-in.contract.ts';
import { readCents } from '../rules/copay.ts';
import type { ConfirmedField } from '../rules/fields.ts';
import type { CheckInPage } from '../views/check-in-page.contract.ts';
import { CheckInFields } from './check-in-fields.tsx';
import { type Ticks, useTicks } from './check-in-ticks.ts';
import { Coverages } from './coverages.tsx';
import { Forms } from './forms.tsx';

/** Identity first, then each field by one key, then insurance, forms and the copay. All of it survives a reload. */
export function CheckInPageView({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const draft = useDraft(`registration/${page.encounter}`);
  const ticks = useTicks(page, draft);
  const copay = useCopay(draft);
  const { submit, sending, failed, refusal, formOpen } = useCheckIn({ page, draft, ticks, copay });
  const waiting = page.stage === 'arrived';
  return (
    <Page
      title={t('check-in')}
      titleHidden
      tab=""
      width="form"
      foot={
        <>
          <span role="status">
            {failed ? (
              <Text kind="warn">{t('check-in.waiting')}</Text>
            ) : formOpen ? (
              <Text kind="warn">{t('check-in.form-open')}</Text>
            ) : (
              <Left waiting={waiting} ticks={ticks} />
            )}
          </span>
          {waiting && (
            <Row gap={2}>
              {ticks.heard && ticks.open.some((field) => ticks.together.includes(field)) && (
                <Button keys="alt+u" onClick={() => void submit(ticks.together)} busy={sending}>
                  {t('check-in.unchanged')}
                </Button>
              )}
              <Button
                tone="primary"
                keys="ctrl+enter"
                onClick={() => void submit()}
                disabled={!ticks.heard}
                why={t('check-in.listen')}
                busy={sending}
              >
                {t('check-in.save')}
              </Button>
            </Row>
          )}
        </>
      }
    >
      <Stack gap={8}>
        {refusal && (
          <Text kind="critical" as="p">
            {refusal}
          </Text>
        )}
        <Presence names={draft.present} />
        <CheckInFields page={page} ticks={ticks} />
        <Coverages page={page} />
        <Forms page={page} />
        <Copay page={page} draft={draft} copay={copay} waiting={waiting} />
      </Stack>
    </Page>
  );
}

/** What is left, in words. */
function Left({ waiting, ticks }: { waiting: boolean; ticks: Ticks }) {
  const t = useWords('registration');
  if (!waiting) return <Text kind="quiet">{t('check-in.already')}</Text>;
  if (!ticks.heard) return <Text kind="warn">{t('check-in.listen')}</Text>;
  if (ticks.open.length === 0) return <Text kind="quiet">{t('check-in.all')}</Text>;
  const fields = ticks.open.map((field) => t(`confirm.${field}`).toLowerCase()).join(', ');
  return <Text kind="quiet">{t('check-in.open', { fields })}</Text>;
}

interface CopayHandle {
  readonly text: string;
  /** Integer cents; undefined when nothing was typed. */
  readonly cents: number | undefined;
  readonly wrong: boolean;
  /** Says what is wrong from now on; answers whether something is. */
  readonly check: () => boolean;
}

/** [R21] The copay as it is typed: what is no amount stays in its box and says so. */
function useCopay(draft: DraftHandle): CopayHandle {
  const [checked, setChecked] = useState(false);
  const text = draft.get('copay', '');
  const cents = readCents(text);
  const wrong = text.trim() !== '' && cents === undefined;
  const check = () => {
    setChecked(true);
    return wrong;
  };
  return { text, cents, wrong: checked && wrong, check };
}

function Copay({
  page,
  draft,
  copay,
  waiting,
}: {
  page: CheckInPage;
  draft: DraftHandle;
  copay: CopayHandle;
  waiting: boolean;
}) {
  const t = useWords('registration');
  const { money } = useFormat();
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useKeys(waiting ? { c: { label: t('copay.go'), run: () => box.current?.focus() } } : {});
  if (!waiting)
    return (
      <Section title={t('copay')}>
        <Text kind="quiet">
          {page.copayCents === null ? t('copay.none') : t('copay.noted', { amount: money(page.copayCents) })}
        </Text>
      </Section>
    );
  return (
    <Section title={t('copay')} note={<Keys of="c" />}>
      <Field
        label={t('copay')}
        labelHidden
        error={copay.wrong ? t('copay.unreadable') : undefined}
        hint={copay.wrong ? undefined : t('copay.hint')}
      >
        <TextBox
          ref={box}
          value={copay.text}
          onChange={(next) => draft.set('copay', next)}
          onBlur={() => void copay.check()}
          numeric
          unit="$"
          chars={10}
          maxLength={20}
          autoComplete="off"
        />
      </Field>
      <Conflict
        of={draft.conflicts['copay']}
        show={String}
        resolve={(choice) => draft.resolve('copay', choice)}
      />
    </Section>
  );
}

/** An insurance that is being written is saved or cancelled first: check-in ends the draft it is in. */
const isFormOpen = ({ values }: DraftHandle): boolean =>
  Object.entries(values).some(([field, value]) => field.startsWith('coverage:') && value !== null);

/** Checks in once, however often the key is pressed; a lost network keeps it waiting. */
function useCheckIn({
  page,
  draft,
  ticks,
  copay,
}: {
  page: CheckInPage;
  draft: DraftHandle;
  ticks: Ticks;
  copay: CopayHandle;
}) {
  const { go } = usePlace();
  const { home } = useSession();
  const command = useCommand(checkIn, { quiet: true });
  const [sending, setSending] = useState(false);
  const [formOpen, setFormOpen] = useState(false);
  const submit = async (also: readonly ConfirmedField[] = []) => {
    if (sending) return;
    if (copay.check()) {
      document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    if (isFormOpen(draft)) {
      setFormOpen(true);
      document.querySelector<HTMLElement>('[data-coverage-form] input')?.focus();
      return;
    }
    setSending(true);
    const answer = await command.run({
      encounter: page.encounter,
      heard: { name: ticks.done.has('name'), birthDate: ticks.done.has('birth-date') },
      confirmed: [...new Set([...ticks.done, ...also])],
      ...(copay.cents === undefined ? {} : { copayCents: copay.cents }),
    });
    setSending(false);
    if (!answer.ok) return;
    void draft.drop();
    go(home === '/day' ? '/day' : '/board');
  };
  return {
    submit,
    sending,
    formOpen: formOpen && isFormOpen(draft),
    failed: sending && command.state === 'failed',
    refusal: command.refusal?.words,
  };
}
