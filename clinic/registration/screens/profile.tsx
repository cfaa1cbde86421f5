import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Loaded } from '#ui/state.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { updatePatient } from '../commands/update-patient.contract.ts';
import { type CheckInPage, checkInPage } from '../views/check-in-page.contract.ts';
import { Coverages } from './coverages.tsx';
import { Forms } from './forms.tsx';
import { PersonForm } from './person-form.tsx';

/** Who the patient is, how she is reached, how she is insured, what she signed. */
export default function ProfileScreen() {
  const { params } = usePlace();
  const view = useView(checkInPage, { patient: params.patient ?? '' });
  return <Loaded view={view}>{(page) => <Profile key={page.patient} page={page} />}</Loaded>;
}

function Profile({ page }: { page: CheckInPage }) {
  const t = useWords('registration');
  const { date } = useFormat();
  const [value, setValue] = useState(page.profile);
  const save = useCommand(updatePatient, { quiet: true });
  const changed = JSON.stringify(value) !== JSON.stringify(page.profile);
  const last = page.fields.find(({ field }) => field === 'address');
  return (
    <Page
      title={t('profile')}
      titleHidden
      tab=""
      foot={
        <Row spread>
          <Text kind="quiet">
            {last?.on ? t('verified', { date: date(last.on), who: last.by }) : t('never-verified')}
          </Text>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={!changed}
            busy={save.state === 'saving'}
            onClick={() => void save.run({ ...value, patient: page.patient })}
          >
            {t('save')}
          </Button>
        </Row>
      }
    >
      <Stack gap={8}>
        <Section title={t('profile')}>
          <PersonForm value={value} onChange={setValue} errorAt={save.errorAt} />
          {save.refusal && (
            <Text kind="critical" as="p">
              {save.refusal.words}
            </Text>
          )}
        </Section>
        <Coverages page={page} />
        <Forms page={page} />
      </Stack>
    </Page>
  );
}
