import { runView } from '#capability/run-view.ts';
import { packHtml } from '#clinic/downtime/render/html.ts';
import { packPdf } from '#clinic/downtime/render/pdf.ts';
import { type Pack, REFRESH_MINUTES } from '#clinic/downtime/rules/pack.ts';
import type { PackLanguage } from '#clinic/downtime/rules/words.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import type { ServerContext } from '../context.ts';
import { writePack } from './write-pack.ts';

type Needed = Pick<ServerContext, 'gate' | 'runtime'>;

export interface DowntimeOptions {
  readonly folder: string;
  readonly language: PackLanguage;
  /** Former days are kept this long. */
  readonly keepDays: number;
}

export interface Refreshed {
  readonly visits: number;
  readonly patients: number;
  readonly removed: readonly string[];
}

/** Reads, audits and writes the pack. Throws when it cannot; the former files then stay. */
export async function refreshPack(context: Needed, options: DowntimeOptions): Promise<Refreshed> {
  const { gate, runtime } = context;
  const placed = runtime.rooms.views.get('downtime/pack');
  if (!placed) throw new Error('There is no downtime room.');
  const who = gate.system('downtime');
  const answer = await runView(runtime, placed, { who, input: {} });
  if (answer.kind !== 'done') throw new Error('The downtime pack was not answered.');
  const pack = answer.data as Pack;
  const html = packHtml(pack, options.language);
  const pdf = await packPdf(pack, options.language);
  // [DT6] In the trail before anybody can open them.
  await gate.audit.noteOf(who, {
    action: 'export',
    operation: 'downtime/pack',
    outcome: 'success',
    patients: pack.sheets.map(({ id }) => id),
  });
  const day = dayOf(new Date(pack.made), runtime.clinic().zone);
  const removed = await writePack(options.folder, { html, pdf, day }, options.keepDays);
  const visits = pack.days.reduce((sum, { slots }) => sum + slots.length, 0);
  return { visits, patients: pack.sheets.length, removed };
}

export interface Downtime {
  stop(): Promise<void>;
}

/** Now and every 15 minutes. A refresh that fails is told and tried again at its next time; the files say how old they are. */
export function startDowntime(
  context: Needed,
  options: DowntimeOptions & { onFailure: (problem: unknown) => void },
): Downtime {
  let running: Promise<unknown> = Promise.resolve();
  const turn = () => {
    running = running.then(() => refreshPack(context, options)).catch(options.onFailure);
  };
  turn();
  const timer = setInterval(turn, REFRESH_MINUTES * 60_000);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
