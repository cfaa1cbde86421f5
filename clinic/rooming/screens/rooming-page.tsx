import { useEffect, useRef } from 'react';
import { ageOn } from '#fhir/age.ts';
import { Page } from '#ui/page.tsx';
import { Loaded } from '#ui/state.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useDraft } from '#ui/use-draft.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { getProvider } from '../commands/get-provider.contract.ts';
import { startRooming } from '../commands/start-rooming.contract.ts';
import { type VisitPage, visitPage } from '../views/visit-page.contract.ts';
import { AllergiesSection } from './allergies-section.tsx';
import { CallBanner } from './call-banner.tsx';
import { HistoriesSection } from './histories-section.tsx';
import { MedicationsSection } from './medications-section.tsx';
import { ReasonSection } from './reason-section.tsx';
import { redFlagsOf } from './red-flags-of.ts';
import css from './rooming.module.css';
import { type Rooming, RoomingContext } from './rooming-context.ts';
import { ScreenersSection } from './screeners-section.tsx';
import { SelfHarmAlert } from './self-harm-alert.tsx';
import { StartHere } from './start-here.tsx';
import { SummaryFoot } from './summary-foot.tsx';
import { VitalsSection } from './vitals-section.tsx';

/** Rooming: one page, top to bottom, hands on the keyboard. */
export default function RoomingScreen() {
  const { params } = usePlace();
  const encounter = params.encounter ?? '';
  const view = useView(visitPage, { encounter });
  return (
    <Loaded view={view} lines={12}>
      {(page) => <RoomingVisit key={encounter} encounter={encounter} page={page} />}
    </Loaded>
  );
}

function RoomingVisit({ encounter, page }: { encounter: string; page: VisitPage }) {
  const t = useWords('rooming');
  const format = useFormat();
  const draft = useDraft(`rooming/${encounter}`);
  const start = useCommand(startRooming, { quiet: true, done: () => '' });
  const call = useCommand(getProvider);
  const begun = useRef(false);
  // A stale page makes the server seem behind, a fresh one does not: the largest difference seen is the true one.
  const clockAhead = useRef(Number.NEGATIVE_INFINITY);
  clockAhead.current = Math.max(clockAhead.current, page.now - Date.now());
  useEffect(() => {
    // Opening the page is beginning: a second opening, or a colleague's, changes nothing on the server.
    if (begun.current) return;
    begun.current = true;
    void start.run({ encounter });
  }, [encounter, start]);
  const subject = {
    age: ageOn(page.patient.birthDate, page.today),
    sex: page.patient.sex,
    pregnant: page.patient.pregnant === 'yes',
    oxygenTarget: page.patient.oxygenTarget,
    today: page.today,
  };
  const rooming: Rooming = { encounter, page, draft, t, format, subject, clockAhead: clockAhead.current };
  const { said, measured } = redFlagsOf(rooming);
  const callNow = (flags: readonly string[]) => void call.run({ encounter, flags: [...new Set(flags)] });
  return (
    <RoomingContext value={rooming}>
      <Page
        title={t('title')}
        titleHidden
        tab=""
        foot={<SummaryFoot onCall={() => callNow([...said, ...measured])} />}
      >
        {page.calls.map((one) => (
          <div key={one.id} data-stop="call" className={css.callRow}>
            <CallBanner call={one} />
          </div>
        ))}
        <ReasonSection flags={said} onCall={callNow} />
        <VitalsSection flags={measured} onCall={callNow} />
        <AllergiesSection />
        <MedicationsSection />
        <HistoriesSection />
        <ScreenersSection />
        <SelfHarmAlert />
        <StartHere />
      </Page>
    </RoomingContext>
  );
}
