import { patientBanner } from '#clinic/registration/views/patient-banner.contract.ts';
import { Stack } from '#ui/layout.tsx';
import { Link } from '#ui/link.tsx';
import { Section } from '#ui/page.tsx';
import { PatientBanner } from '#ui/patient-banner.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { type WorkItem, workItem } from '../views/item.contract.ts';
import { CallWork } from './call-work.tsx';
import { dueText } from './due-text.ts';
import { ProposalWork } from './proposal-work.tsx';
import { ResultWork } from './result-work.tsx';

/** One piece of work under the banner of its patient: never a value without whose it is. */
export function OpenWork({ task, onDone }: { task: string; onDone: () => void }) {
  const t = useWords('inbox');
  const format = useFormat();
  const view = useView(workItem, { task });
  return (
    <Loaded view={view}>
      {(item) => (
        <Section
          title={t(`kind.${item.kind}`)}
          note={t('due-by', { at: dueText(item, format) })}
          actions={
            <Link to="/patients/$patient/chart" params={{ patient: item.patient }}>
              {t('to-chart')}
            </Link>
          }
        >
          <Stack gap={4}>
            <Whose patient={item.patient} />
            {item.open ? (
              <Work item={item} onDone={onDone} />
            ) : (
              <Empty icon="check" title={t('done-already', { by: item.by })} />
            )}
          </Stack>
        </Section>
      )}
    </Loaded>
  );
}

function Whose({ patient }: { patient: string }) {
  const view = useView(patientBanner, { patient });
  return <Loaded view={view}>{(summary) => <PatientBanner patient={summary} />}</Loaded>;
}

function Work({ item, onDone }: { item: WorkItem; onDone: () => void }) {
  if (item.result) return <ResultWork task={item.task} result={item.result} onDone={onDone} />;
  if (item.proposal) return <ProposalWork task={item.task} proposal={item.proposal} onDone={onDone} />;
  return item.call ? <CallWork task={item.task} call={item.call} onDone={onDone} /> : null;
}
