import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { FileView } from '#ui/file-view.tsx';
import { BodyText, Row, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { Loaded } from '#ui/state.tsx';
import { Tag, Verdict } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import type { EventFile, EventNote } from '../rules/event-text.ts';
import type { Measurement } from '../rules/measurement.ts';
import { RIVER_TYPES, type RiverItem } from '../rules/river.ts';
import { type ChartEvent, chartEvent } from '../views/event.contract.ts';
import css from './chart.module.css';

/** One thing of the river, whole. */
export function EventPane({ item }: { item: RiverItem }) {
  const type = RIVER_TYPES.find((one) => one === item.type) ?? 'Encounter';
  const view = useView(chartEvent, { type, id: item.id });
  return <Loaded view={view}>{(event) => <EventBody event={event} />}</Loaded>;
}

function EventBody({ event }: { event: ChartEvent }) {
  const t = useWords('chart');
  const { dateTime, date } = useFormat();
  return (
    <Stack gap={6}>
      <div>
        <Text kind="lead" as="p">
          {event.title}
        </Text>
        <Row gap={2}>
          <Text kind="quiet">{dateTime(event.at)}</Text>
          {event.status && <Tag>{t(`status.${event.status}`)}</Tag>}
          <Text kind="quiet">{event.who.join(', ')}</Text>
        </Row>
      </div>
      {event.notes.map((note) => (
        <NoteBody key={note.id} note={note} />
      ))}
      {event.measurements.length > 0 && <Values of={event.measurements} />}
      {event.lines.length > 0 && (
        <Section title={t('event.lines')}>
          <ul className={css.list}>
            {event.lines.map((line) => (
              <li key={line.id} className={css.item}>
                <span>
                  {line.title} <Text kind="quiet">{line.detail}</Text>
                </span>
                <Text kind="small">
                  {t(`line.${line.kind}`)} · {date(line.since)}
                </Text>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Files of={event.files} />
    </Stack>
  );
}

function NoteBody({ note }: { note: EventNote }) {
  const { dateTime } = useFormat();
  return (
    <Section title={note.title} note={`${note.author} · ${dateTime(note.at)}`}>
      <Stack gap={3}>
        {note.sections.map(({ title, text }) => (
          <div key={title}>
            <Text kind="small" as="p">
              {title}
            </Text>
            <BodyText>{text}</BodyText>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

function Values({ of }: { of: readonly Measurement[] }) {
  const t = useWords('chart');
  return (
    <Section title={t('event.values')}>
      <ul className={css.list}>
        {of.map((one) => (
          <li key={`${one.id}${one.code}`} className={css.item}>
            <span>{t(`vital.${one.code}`, { defaultValue: one.label })}</span>
            <span className={css.value}>
              {one.level !== 'unjudged' && one.level !== 'normal' && (
                <Verdict level={one.level === 'abnormal' ? 'high' : one.level} compact />
              )}{' '}
              {one.text || (one.absent && t(`absent.${one.absent}`, { defaultValue: one.absent }))}{' '}
              <span className={css.unit}>{[one.unit, one.taken].filter(Boolean).join(' · ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Files({ of }: { of: readonly EventFile[] }) {
  const [open, setOpen] = useState(0);
  const file = of[open];
  if (!file) return null;
  return (
    <Stack gap={3}>
      {of.length > 1 && (
        <Row gap={1}>
          {of.map((one, at) => (
            <Button
              key={`${one.title}${one.binary ?? at}`}
              size="small"
              tone="quiet"
              pressed={at === open}
              onClick={() => setOpen(at)}
            >
              {one.title}
            </Button>
          ))}
        </Row>
      )}
      {file.text !== undefined && <BodyText>{file.text.trim()}</BodyText>}
      {file.binary && <FileView binary={file.binary} type={file.contentType} name={file.title} />}
    </Stack>
  );
}
