import { Button } from '#ui/button.tsx';
import { fileUrl } from '#ui/files.ts';
import { Heard, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Tag } from '#ui/tag.tsx';
import { useDraft } from '#ui/use-draft.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { MOST_COVERAGES } from '../rules/coverage.ts';
import type { CheckInPage, CoverageLine } from '../views/check-in-page.contract.ts';
import css from './check-in.module.css';
import { type CoverageDraft, CoverageForm, startOf } from './coverage-form.tsx';

/** Insurance beside the pictures of its card; a form that is open stays open, here and elsewhere, until it is saved. */
export function Coverages({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const draft = useDraft(`registration/${page.encounter || page.patient}`);
  const isOpen = (field: string) => draft.get<CoverageDraft | null>(field, null) !== null;
  const open = (field: string, line?: CoverageLine) => draft.set(field, startOf(page, line));
  const full = page.coverages.length >= MOST_COVERAGES;
  return (
    <Section
      title={t('coverage')}
      actions={
        <Button
          size="small"
          icon="plus"
          onClick={() => open('coverage:new')}
          disabled={full || isOpen('coverage:new')}
          {...(full ? { why: t('coverage.full') } : {})}
        >
          {t('coverage.add')}
        </Button>
      }
    >
      <Stack gap={5}>
        {page.coverages.length === 0 && !isOpen('coverage:new') && (
          <Text kind="quiet">{t('coverage.none')}</Text>
        )}
        {page.coverages.map((one) => {
          const field = `coverage:${one.id}`;
          return isOpen(field) ? (
            <CoverageForm key={one.id} page={page} line={one} draft={draft} field={field} />
          ) : (
            <CoverageCard key={one.id} one={one} onEdit={() => open(field, one)} />
          );
        })}
        {isOpen('coverage:new') && <CoverageForm page={page} draft={draft} field="coverage:new" />}
      </Stack>
    </Section>
  );
}

function CoverageCard({ one, onEdit }: { one: CoverageLine; onEdit: () => void }) {
  const t = useWords('registration');
  const { date } = useFormat();
  const relationship = t(`relationship.${one.relationship}`);
  const holder =
    one.relationship === 'self' || !one.subscriberName
      ? relationship
      : one.subscriberBirthDate
        ? t('coverage.holder', {
            name: one.subscriberName,
            relationship,
            born: date(one.subscriberBirthDate),
          })
        : t('coverage.holder.undated', { name: one.subscriberName, relationship });
  const sides = (['front', 'back'] as const).filter((side) => one[side]);
  return (
    <div className={css.coverage}>
      <div className={css.confirm}>
        <Row gap={2}>
          <Text kind="strong">{one.payer}</Text>
          <Tag>{t(`coverage.place.${one.order}`)}</Tag>
        </Row>
        <Text as="p">{[one.plan, holder].filter(Boolean).join(' · ')}</Text>
        <Text kind="quiet" as="p">
          {[
            t('coverage.member', { member: one.memberId }),
            one.group && t('coverage.group', { group: one.group }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <div className={css.cards}>
        {sides.map((side) => (
          <a key={side} href={fileUrl(one[side])} target="_blank" rel="noreferrer">
            <img className={css.card} src={fileUrl(one[side])} alt={t(`coverage.${side}`)} />
          </a>
        ))}
      </div>
      <Button size="small" onClick={onEdit}>
        {t('change')}
        <Heard> {one.payer}</Heard>
      </Button>
    </div>
  );
}
