/** What brings the demo's patients in today, and what is found. Data. */
import type { NoteText } from '#clinic/visit/rules/note.ts';

export interface Story {
  readonly key: string;
  readonly for: 'child' | 'adult' | 'senior';
  readonly visitType: string;
  readonly reason: string;
  /** As an assistant types them; weight is taken from the patient's last one. */
  readonly vitals: Readonly<{
    'blood-pressure'?: string;
    pulse: string;
    respiration: string;
    temperature: string;
    oxygen: string;
    pain?: string;
  }>;
  readonly handOff: string;
  readonly note: NoteText;
  readonly diagnosis: string;
  readonly followUp?: { readonly count: number; readonly unit: 'day' | 'week' | 'month' };
}

export const STORIES: readonly Story[] = [
  {
    key: 'pressure',
    for: 'senior',
    visitType: 'established',
    reason: 'blood pressure check, headaches in the morning',
    vitals: {
      'blood-pressure': '182/104',
      pulse: '88',
      respiration: '16',
      temperature: '98.2',
      oxygen: '97',
      pain: '3',
    },
    handOff: 'First reading high, repeated seated after five minutes. Took her pills this morning.',
    note: {
      subjective: 'Morning headaches for one week. No chest pain, no vision change.',
      objective: 'Fundi without hemorrhage. Heart regular. No edema.',
      assessment: 'Blood pressure above target on one drug.',
      plan: 'Add amlodipine 5 mg daily. Home readings twice a day.',
      instructions: 'Write down your blood pressure morning and evening. Call us if it stays over 180.',
    },
    diagnosis: 'I10',
    followUp: { count: 2, unit: 'week' },
  },
  {
    key: 'diabetes',
    for: 'senior',
    visitType: 'established',
    reason: 'diabetes follow-up',
    vitals: {
      'blood-pressure': '128/78',
      pulse: '74',
      respiration: '14',
      temperature: '98.0',
      oxygen: '98',
      pain: '0',
    },
    handOff: 'Brought her glucose log. Feet hurt at night.',
    note: {
      subjective: 'Home glucose 120 to 160 fasting. Burning feet at night.',
      objective: 'Feet: skin intact, reduced vibration at both toes.',
      assessment: 'Type 2 diabetes, near target, early neuropathy.',
      plan: 'Continue metformin. A1c today. Foot care reviewed.',
      instructions: 'Check your feet every evening. Wear shoes indoors.',
    },
    diagnosis: 'E11.9',
    followUp: { count: 3, unit: 'month' },
  },
  {
    key: 'cough',
    for: 'adult',
    visitType: 'established',
    reason: 'cough for two weeks, worse at night',
    vitals: {
      'blood-pressure': '122/76',
      pulse: '82',
      respiration: '18',
      temperature: '99.1',
      oxygen: '96',
      pain: '1',
    },
    handOff: 'Coughing in the waiting room, masked.',
    note: {
      subjective: 'Dry cough after a cold two weeks ago. No fever, no blood.',
      objective: 'Throat mildly red. Lungs clear.',
      assessment: 'Cough after a viral infection.',
      plan: 'Honey, fluids, time. Chest film if not better in two weeks.',
      instructions: 'Come back if you have fever or trouble breathing.',
    },
    diagnosis: 'R05.2',
  },
  {
    key: 'annual',
    for: 'adult',
    visitType: 'annual',
    reason: 'annual physical',
    vitals: {
      'blood-pressure': '116/72',
      pulse: '68',
      respiration: '14',
      temperature: '98.4',
      oxygen: '99',
      pain: '0',
    },
    handOff: 'No concerns. Due for tetanus.',
    note: {
      subjective: 'Feels well. Walks daily.',
      objective: 'Normal examination.',
      assessment: 'Healthy adult.',
      plan: 'Lipids, Td booster next visit.',
      instructions: 'See you in a year.',
    },
    diagnosis: 'Z00.00',
    followUp: { count: 12, unit: 'month' },
  },
  {
    key: 'back',
    for: 'adult',
    visitType: 'established',
    reason: 'low back pain after lifting',
    vitals: {
      'blood-pressure': '134/84',
      pulse: '80',
      respiration: '16',
      temperature: '98.0',
      oxygen: '98',
      pain: '6',
    },
    handOff: 'Walks slowly. No numbness when asked.',
    note: {
      subjective: 'Low back pain for four days after moving boxes. No leg weakness, bladder normal.',
      objective: 'Muscle spasm right lumbar. Straight leg raise negative.',
      assessment: 'Low back strain.',
      plan: 'Ibuprofen with food, heat, keep moving. Therapy if not better.',
      instructions: 'Keep walking. Call if your legs feel weak or numb.',
    },
    diagnosis: 'M54.50',
    followUp: { count: 4, unit: 'week' },
  },
  {
    key: 'mood',
    for: 'adult',
    visitType: 'established',
    reason: 'tired, trouble sleeping',
    vitals: {
      'blood-pressure': '118/74',
      pulse: '72',
      respiration: '14',
      temperature: '98.2',
      oxygen: '99',
      pain: '0',
    },
    handOff: 'Asked to talk about sleep.',
    note: {
      subjective: 'Wakes at three most nights. Stress at work.',
      objective: 'Calm, full affect.',
      assessment: 'Insomnia, stress related.',
      plan: 'Sleep habits reviewed, diary for two weeks.',
      instructions: 'No screens in bed. Bring your sleep diary.',
    },
    diagnosis: 'G47.00',
    followUp: { count: 2, unit: 'week' },
  },
  {
    key: 'ear',
    for: 'child',
    visitType: 'established',
    reason: 'ear pain since last night',
    vitals: { pulse: '104', respiration: '22', temperature: '100.9', oxygen: '98', pain: '5' },
    handOff: 'Mother with him. Gave acetaminophen at six.',
    note: {
      subjective: 'Right ear pain since last night after a cold.',
      objective: 'Right eardrum red and bulging.',
      assessment: 'Acute otitis media, right.',
      plan: 'Amoxicillin for ten days.',
      instructions: 'Finish all the medicine. Come back if the fever lasts over two days.',
    },
    diagnosis: 'H66.91',
  },
  {
    key: 'well-child',
    for: 'child',
    visitType: 'well-child',
    reason: 'well-child visit',
    vitals: { pulse: '92', respiration: '20', temperature: '98.4', oxygen: '99' },
    handOff: 'Growth chart printed for the family. Vaccine record checked.',
    note: {
      subjective: 'No concerns. Eats well, sleeps ten hours.',
      objective: 'Normal growth and examination.',
      assessment: 'Healthy child.',
      plan: 'Vaccines up to date. Next visit in a year.',
      instructions: 'Helmet on the bike. Dentist twice a year.',
    },
    diagnosis: 'Z00.129',
    followUp: { count: 12, unit: 'month' },
  },
];
