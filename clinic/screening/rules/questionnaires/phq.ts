import { CS } from '#fhir/medley.ts';
import { LOINC } from '#fhir/systems.ts';
import type { AnswerChoice, Screener, ScreenerItem, Words } from '../screener.ts';

const loinc = (code: string) => ({ system: LOINC, code });
const words = (en: string, es: string): Words => ({ en, es });

/** LOINC answer list LL358-3, shared by PHQ and GAD. */
export const HOW_OFTEN: readonly AnswerChoice[] = [
  { code: 'LA6568-5', key: '0', score: 0, text: words('Not at all', 'Para nada') },
  { code: 'LA6569-3', key: '1', score: 1, text: words('Several days', 'Varios días') },
  {
    code: 'LA6570-1',
    key: '2',
    score: 2,
    text: words('More than half the days', 'Más de la mitad de los días'),
  },
  { code: 'LA6571-9', key: '3', score: 3, text: words('Nearly every day', 'Casi todos los días') },
];

const DIFFICULTY: readonly AnswerChoice[] = [
  { code: 'LA6572-7', key: '0', text: words('Not difficult at all', 'Nada difícil') },
  { code: 'LA6573-5', key: '1', text: words('Somewhat difficult', 'Un poco difícil') },
  { code: 'LA6575-0', key: '2', text: words('Very difficult', 'Muy difícil') },
  { code: 'LA6574-3', key: '3', text: words('Extremely difficult', 'Extremadamente difícil') },
];

const item = (code: string, text: Words): ScreenerItem => ({
  linkId: code,
  code: loinc(code),
  text,
  answers: HOW_OFTEN,
});

/** Item 9 of every PHQ: thoughts of being better off dead or of self-harm. */
export const SELF_HARM = { 'phq-9': '44260-8', 'phq-a': 'phq-a-9' } as const;

const ITEMS: readonly ScreenerItem[] = [
  item(
    '44250-9',
    words('Little interest or pleasure in doing things', 'Poco interés o placer en hacer cosas'),
  ),
  item(
    '44255-8',
    words('Feeling down, depressed, or hopeless', 'Se ha sentido decaído(a), deprimido(a) o sin esperanzas'),
  ),
  item(
    '44259-0',
    words(
      'Trouble falling or staying asleep, or sleeping too much',
      'Dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado',
    ),
  ),
  item(
    '44254-1',
    words('Feeling tired or having little energy', 'Se ha sentido cansado(a) o con poca energía'),
  ),
  item('44251-7', words('Poor appetite or overeating', 'Sin apetito o ha comido en exceso')),
  item(
    '44258-2',
    words(
      'Feeling bad about yourself, or that you are a failure or have let yourself or your family down',
      'Se ha sentido mal con usted mismo(a), o que es un fracaso o que ha quedado mal con usted mismo(a) o con su familia',
    ),
  ),
  item(
    '44252-5',
    words(
      'Trouble concentrating on things, such as reading the newspaper or watching television',
      'Dificultad para concentrarse en cosas como leer el periódico o ver la televisión',
    ),
  ),
  item(
    '44253-3',
    words(
      'Moving or speaking so slowly that other people could have noticed. Or the opposite: being so fidgety or restless that you have been moving around a lot more than usual',
      'Se ha movido o hablado tan lento que otras personas podrían haberlo notado. O lo contrario: muy inquieto(a) o agitado(a), moviéndose mucho más de lo normal',
    ),
  ),
  item(
    '44260-8',
    words(
      'Thoughts that you would be better off dead, or of hurting yourself in some way',
      'Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera',
    ),
  ),
];

const DIFFICULTY_ITEM: ScreenerItem = {
  linkId: '69722-7',
  code: loinc('69722-7'),
  answers: DIFFICULTY,
  unscored: true,
  optional: true,
  text: words(
    'How difficult have these problems made it to do your work, take care of things at home, or get along with other people?',
    '¿Qué tan difícil le han hecho estos problemas hacer su trabajo, encargarse de las cosas de la casa o llevarse bien con otras personas?',
  ),
};

const INTRO = words(
  'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
  'Durante las últimas 2 semanas, ¿qué tan seguido le han molestado los siguientes problemas?',
);
const SOURCE =
  'Kroenke, Spitzer, Williams; no permission required to reproduce, translate, display or distribute';

export const PHQ_2: Screener = {
  key: 'phq-2',
  title: words('PHQ-2', 'PHQ-2'),
  intro: INTRO,
  code: loinc('55757-9'),
  total: { ...loinc('55758-7'), display: 'PHQ-2 total score' },
  items: ITEMS.slice(0, 2),
  source: SOURCE,
};

export const PHQ_9: Screener = {
  key: 'phq-9',
  title: words('PHQ-9', 'PHQ-9'),
  intro: INTRO,
  code: loinc('44249-1'),
  total: { ...loinc('44261-6'), display: 'PHQ-9 total score' },
  items: [...ITEMS, DIFFICULTY_ITEM],
  source: SOURCE,
};

const TEEN: readonly Words[] = [
  words('Little interest or pleasure in doing things', 'Poco interés o placer en hacer las cosas'),
  words(
    'Feeling down, depressed, irritable, or hopeless',
    'Te has sentido decaído(a), deprimido(a), irritable o sin esperanza',
  ),
  words(
    'Trouble falling asleep, staying asleep, or sleeping too much',
    'Dificultad para dormirte o seguir dormido(a), o duermes demasiado',
  ),
  words('Feeling tired or having little energy', 'Te has sentido cansado(a) o con poca energía'),
  words('Poor appetite, weight loss, or overeating', 'Poco apetito, pérdida de peso o comes en exceso'),
  words(
    'Feeling bad about yourself, or feeling that you are a failure or have let yourself or your family down',
    'Te has sentido mal contigo mismo(a), o que eres un fracaso o que le has fallado a tu familia',
  ),
  words(
    'Trouble concentrating on things like school work, reading, or watching TV',
    'Dificultad para concentrarte en cosas como la tarea, leer o ver televisión',
  ),
  words(
    'Moving or speaking so slowly that other people could have noticed. Or the opposite: being so fidgety or restless that you were moving around a lot more than usual',
    'Te mueves o hablas tan lento que otros lo han notado. O lo contrario: tan inquieto(a) que te mueves mucho más de lo normal',
  ),
  words(
    'Thoughts that you would be better off dead, or of hurting yourself in some way',
    'Pensamientos de que estarías mejor muerto(a) o de hacerte daño de alguna manera',
  ),
];

/** For 12 to 17 years (S5): teen wording, parent out of the room. Item codes are ours: LOINC's teen items differ in wording. */
export const PHQ_A: Screener = {
  key: 'phq-a',
  title: words('PHQ-A (teen)', 'PHQ-A (adolescentes)'),
  intro: words(
    'How often have you been bothered by each of these during the past 2 weeks?',
    '¿Con qué frecuencia te ha molestado cada uno de estos durante las últimas 2 semanas?',
  ),
  code: { system: CS.screener, code: 'phq-a' },
  total: { ...loinc('89204-2'), display: 'PHQ-9 modified for teens total score' },
  items: TEEN.map((text, index) => ({
    linkId: `phq-a-${index + 1}`,
    code: { system: CS.screener, code: `phq-a-${index + 1}` },
    text,
    answers: HOW_OFTEN,
  })),
  source: `${SOURCE}; teen wording by Johnson et al. 2002`,
  adolescent: true,
};
