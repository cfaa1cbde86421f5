import type { ConsentForm } from './settings.ts';

/** [S5] What is signed at the desk. Wordings to start from; the clinic's counsel replaces them, each change a new version. */
export const DEFAULT_FORMS: readonly ConsentForm[] = [
  {
    code: 'privacy-notice',
    version: '2026-02',
    en: 'Notice of privacy practices',
    es: 'Aviso de prácticas de privacidad',
    text: {
      en: 'I was offered the notice of privacy practices of this clinic. It says how my health information may be used and shared and which rights I have. Signing says that I received it, not that I agree with it.',
      es: 'Me ofrecieron el aviso de prácticas de privacidad de esta clínica. Explica cómo se puede usar y compartir mi información de salud y qué derechos tengo. Firmar significa que lo recibí, no que estoy de acuerdo.',
    },
    closed: false,
  },
  {
    code: 'treatment',
    version: '2026-02',
    en: 'Consent to treatment',
    es: 'Consentimiento de tratamiento',
    text: {
      en: 'I agree to be examined and treated by the staff of this clinic. I may ask questions and may refuse any part of my care at any time.',
      es: 'Acepto que el personal de esta clínica me examine y me trate. Puedo hacer preguntas y rechazar cualquier parte de mi atención en cualquier momento.',
    },
    closed: false,
  },
  {
    code: 'financial',
    version: '2026-02',
    en: 'Financial responsibility',
    es: 'Responsabilidad de pago',
    text: {
      en: 'The clinic may bill my insurance and share what the insurer needs to pay. I pay what my insurance does not cover. I may ask for an estimate before any service.',
      es: 'La clínica puede cobrar a mi seguro y compartir lo que el seguro necesita para pagar. Pago lo que mi seguro no cubre. Puedo pedir un presupuesto antes de cualquier servicio.',
    },
    closed: false,
  },
  {
    code: 'text-messages',
    version: '2026-02',
    en: 'Text messages',
    es: 'Mensajes de texto',
    text: {
      en: 'The clinic may text me about appointments and care at the number I gave. Messages are not encrypted. I can stop them at any time by replying STOP.',
      es: 'La clínica puede enviarme mensajes de texto sobre citas y atención al número que di. Los mensajes no están cifrados. Puedo detenerlos en cualquier momento respondiendo STOP.',
    },
    closed: false,
  },
];
