import { useEffect, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Row, Stack, Text } from '#ui/layout.tsx';
import { DateBox, TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import type { DraftHandle } from '#ui/use-draft.ts';
import { type UploadHandle, useUpload } from '#ui/use-upload.ts';
import { useWords } from '#ui/use-words.ts';
import { saveCoverage } from '../commands/save-coverage.contract.ts';
import { ASKED_RELATIONSHIPS, MOST_COVERAGES, nextFree, type Relationship } from '../rules/coverage.ts';
import type { CheckInPage, CoverageLine } from '../views/check-in-page.contract.ts';
import { CardPicture } from './card-picture.tsx';

/** What the form holds while it is open; in the draft of the page, so that it opens again anywhere. */
export interface CoverageDraft {
  readonly payer: string;
  readonly plan: string;
  readonly memberId: string;
  readonly group: string;
  readonly relationship: Relationship;
  readonly subscriberName: string;
  readonly subscriberBirthDate: string;
  readonly order: number;
  /** Binaries of pictures taken in this form. */
  readonly front?: string;
  readonly back?: string;
}

/** A coverage as the form begins with it: as recorded, or an empty one in the next free place. */
export const startOf = (page: CheckInPage, line: CoverageLine | undefined): CoverageDraft => ({
  payer: line?.payer ?? '',
  plan: line?.plan ?? '',
  memberId: line?.memberId ?? '',
  group: line?.group ?? '',
  relationship: (line?.relationship as Relationship | undefined) ?? 'self',
  subscriberName: line?.subscriberName ?? '',
  subscriberBirthDate: line?.subscriberBirthDate ?? '',
  order: line?.order ?? nextFree(new Set(page.coverages.map(({ order }) => order))),
});

const SHORTEST = { payer: 2, memberId: 3 } as const;

export function CoverageForm({
  page,
  line,
  draft,
  field,
}: {
  page: CheckInPage;
  line?: CoverageLine;
  draft: DraftHandle;
  /** `coverage:<id>` or `coverage:new`. */
  field: string;
}) {
  const t = useWords('registration');
  const save = useCommand(saveCoverage, { quiet: true });
  const start = startOf(page, line);
  const value = { ...start, ...draft.get<Partial<CoverageDraft>>(field, {}) };
  const set = (change: Partial<CoverageDraft>) => draft.set(field, { ...value, ...change });
  const key = `registration/${page.encounter || page.patient}/${field}`;
  const pictures = {
    front: useUpload(`${key}/front`, page.patient),
    back: useUpload(`${key}/back`, page.patient),
  };
  const { binary: front = value.front } = pictures.front;
  const { binary: back = value.back } = pictures.back;
  // What has arrived is part of the draft: the form that is opened elsewhere shows it.
  useEffect(() => {
    if (front !== value.front || back !== value.back)
      set({ ...(front ? { front } : {}), ...(back ? { back } : {}) });
  });
  const [tried, setTried] = useState(false);
  const [shooting, setShooting] = useState<'front' | 'back'>();
  const needed = (name: keyof typeof SHORTEST) =>
    tried && value[name].trim().length < SHORTEST[name] ? t('coverage.needed') : save.errorAt(name);
  const close = () => {
    draft.set(field, null);
    pictures.front.clear();
    pictures.back.clear();
  };
  const run = async (status: 'active' | 'cancelled') => {
    setTried(true);
    if (value.payer.trim().length < SHORTEST.payer || value.memberId.trim().length < SHORTEST.memberId)
      return;
    const cards = await arrived(pictures, value);
    if (!cards) return;
    const { front: _front, back: _back, ...typed } = value;
    const answer = await save.run({
      ...typed,
      ...cards,
      patient: page.patient,
      status,
      ...(line ? { coverage: line.id } : {}),
    });
    if (answer.ok) close();
  };
  const submit = () => void run('active');
  return (
    <section
      data-coverage-form
      aria-label={line ? t('coverage.edit', { payer: line.payer }) : t('coverage.new')}
    >
      <Stack gap={4}>
        <Columns least={300} gap={4}>
          {(['payer', 'plan', 'memberId', 'group'] as const).map((name) => (
            <Field
              key={name}
              label={t(`coverage.field.${name}`)}
              error={name in SHORTEST ? needed(name as keyof typeof SHORTEST) : save.errorAt(name)}
            >
              <TextBox
                value={value[name]}
                onChange={(next) => set({ [name]: next })}
                maxLength={name === 'memberId' || name === 'group' ? 40 : 120}
                autoComplete="off"
                autoFocus={name === 'payer' && !line}
                onEnter={submit}
              />
            </Field>
          ))}
        </Columns>
        <Holder value={value} set={set} errorAt={save.errorAt} onEnter={submit} />
        <Place page={page} line={line} value={value} set={set} error={save.errorAt('order')} />
        <Columns least={260} gap={6}>
          {(['front', 'back'] as const).map((side) => (
            <CardPicture
              key={side}
              side={side}
              upload={pictures[side]}
              held={value[side] || line?.[side] || ''}
              shooting={shooting === side}
              onShoot={(on) => setShooting(on ? side : undefined)}
            />
          ))}
        </Columns>
        {save.refusal &&
          !['memberId', 'subscriberName', 'subscriberBirthDate', 'order'].includes(save.refusal.at) && (
            <Text kind="critical" as="p">
              {save.refusal.words}
            </Text>
          )}
        <Row gap={2} spread>
          <Row gap={2}>
            <Button onClick={submit} busy={save.state === 'saving'}>
              {t('save')}
            </Button>
            <Button tone="quiet" onClick={close}>
              {t('cancel')}
            </Button>
          </Row>
          {line && (
            <Button tone="quiet" onClick={() => void run('cancelled')}>
              {t('coverage.end')}
            </Button>
          )}
        </Row>
      </Stack>
    </section>
  );
}

/** The pictures taken here, all with the server; undefined when one did not arrive: its place says so. */
async function arrived(
  pictures: Readonly<Record<'front' | 'back', UploadHandle>>,
  value: CoverageDraft,
): Promise<{ front?: string; back?: string } | undefined> {
  const cards: { front?: string; back?: string } = {};
  for (const side of ['front', 'back'] as const) {
    const binary = pictures[side].state === 'idle' ? value[side] : await pictures[side].retry();
    if (pictures[side].state !== 'idle' && binary === undefined) return undefined;
    if (binary) cards[side] = binary;
  }
  return cards;
}

interface PartProps {
  readonly value: CoverageDraft;
  readonly set: (change: Partial<CoverageDraft>) => void;
}

/** Whose policy it is, and who that is when it is not the patient's own. */
function Holder({
  value,
  set,
  errorAt,
  onEnter,
}: PartProps & { errorAt: (path: string) => string | undefined; onEnter: () => void }) {
  const t = useWords('registration');
  const { relationship } = value;
  const asked: readonly Relationship[] = ASKED_RELATIONSHIPS.includes(relationship)
    ? ASKED_RELATIONSHIPS
    : [...ASKED_RELATIONSHIPS, relationship];
  return (
    <Stack gap={4}>
      <Field label={t('coverage.field.relationship')} group>
        <Choice
          value={relationship}
          onChange={(next) => set({ relationship: next })}
          options={asked.map((one) => ({ value: one, label: t(`whose.${one}`) }))}
        />
      </Field>
      {relationship !== 'self' && (
        <Columns least={240} gap={4}>
          <Field label={t('coverage.field.subscriberName')} error={errorAt('subscriberName')} required>
            <TextBox
              value={value.subscriberName}
              onChange={(subscriberName) => set({ subscriberName })}
              maxLength={120}
              autoComplete="off"
              onEnter={onEnter}
            />
          </Field>
          <Field
            label={t('coverage.field.subscriberBirthDate')}
            error={errorAt('subscriberBirthDate')}
            required
          >
            <DateBox
              value={value.subscriberBirthDate}
              onChange={(subscriberBirthDate) => set({ subscriberBirthDate })}
            />
          </Field>
        </Columns>
      )}
    </Stack>
  );
}

/** Primary, secondary, tertiary; who is moved by it is said before it happens. */
function Place({
  page,
  line,
  value,
  set,
  error,
}: PartProps & { page: CheckInPage; line: CoverageLine | undefined; error: string | undefined }) {
  const t = useWords('registration');
  const many = Math.min(MOST_COVERAGES, page.coverages.length + (line ? 0 : 1));
  const places = [1, 2, 3].filter((place) => place <= many || place === value.order);
  if (places.length < 2) return null;
  const other = page.coverages.find(({ id, order }) => id !== line?.id && order === value.order);
  return (
    <Field
      label={t('coverage.field.order')}
      group
      error={error}
      hint={
        other &&
        t('coverage.order.taken', {
          payer: other.payer,
          place: t(`coverage.place.${value.order}`).toLowerCase(),
        })
      }
    >
      <Choice
        value={String(value.order)}
        onChange={(next) => set({ order: Number(next) })}
        options={places.map((place) => ({ value: String(place), label: t(`coverage.place.${place}`) }))}
      />
    </Field>
  );
}
