import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { FileView } from '#ui/file-view.tsx';
import { Columns, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { useWords } from '#ui/use-words.ts';
import { writeSummary } from '../commands/write-summary.contract.ts';
import { SUMMARY_WORDS, type SummaryFacts, type SummaryLanguage, summarySections } from '../rules/summary.ts';
import type { CheckOutPage } from '../views/check-out-page.contract.ts';
import css from './check-out.module.css';

const LANGUAGES: readonly { value: SummaryLanguage; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
];

/** The after-visit summary in the patient's language beside English; one key makes and shows the PDF. */
export function SummarySheet({ page }: { page: CheckOutPage }) {
  const t = useWords('checkout');
  const { time } = useFormat();
  const [language, setLanguage] = useState<SummaryLanguage>(page.language);
  const [shown, setShown] = useState<{ binary: string; language: SummaryLanguage }>();
  const write = useCommand(writeSummary);
  const make = async () => {
    const answer = await write.run({ encounter: page.encounter, language });
    if (answer.ok) setShown({ binary: answer.result.binary, language });
  };
  useKeys({ s: { label: t('summary.make'), run: () => void make() } });
  const { summary } = page;
  return (
    <Section
      title={t('summary')}
      done={summary !== null}
      {...(summary
        ? {
            note: t('summary.made', {
              time: time(summary.at),
              language: t(`summary.language.${summary.language}`),
            }),
          }
        : {})}
    >
      <Stack gap={4}>
        <Row gap={3}>
          <Choice label={t('summary.language')} value={language} onChange={setLanguage} options={LANGUAGES} />
          <Button icon="print" onClick={() => void make()} busy={write.state === 'saving'}>
            {t('summary.make')}
          </Button>
          {summary && (
            <Button
              tone="quiet"
              onClick={() =>
                setShown({ binary: summary.binary, language: summary.language === 'es' ? 'es' : 'en' })
              }
            >
              {t('summary.show')}
            </Button>
          )}
        </Row>
        {page.unspoken && (
          <Text kind="warn" as="p">
            {t('summary.unspoken')}
          </Text>
        )}
        <Columns least={320}>
          {page.language !== 'en' && <Sheet facts={page.facts} language={page.language} />}
          <Sheet facts={page.facts} language="en" />
        </Columns>
      </Stack>
      <Dialog open={shown !== undefined} onClose={() => setShown(undefined)} title={t('summary')} size="full">
        {shown && (
          <FileView
            binary={shown.binary}
            type="application/pdf"
            name={`${SUMMARY_WORDS[shown.language].title}.pdf`}
          />
        )}
      </Dialog>
    </Section>
  );
}

function Sheet({ facts, language }: { facts: SummaryFacts; language: SummaryLanguage }) {
  return (
    <article className={css.sheet} lang={language} aria-label={SUMMARY_WORDS[language].title}>
      <Text kind="lead" as="p">
        {SUMMARY_WORDS[language].title}
      </Text>
      {!facts.signed && (
        <Text kind="small" as="p">
          {SUMMARY_WORDS[language].unsigned}
        </Text>
      )}
      <dl className={css.facts}>
        {summarySections(facts, language).map(({ title, lines }) => (
          <div key={title}>
            <dt>{title}</dt>
            {lines.map((line) => (
              <dd key={line}>{line}</dd>
            ))}
          </div>
        ))}
      </dl>
    </article>
  );
}
