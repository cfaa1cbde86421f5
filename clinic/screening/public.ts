/** What other rooms may ask of screening: the contracts their screens call, and an open visit with what is open in it. */
export { answerScreener } from './commands/answer-screener.contract.ts';
export { declineScreener } from './commands/decline-screener.contract.ts';
export { keepVersion, openCall } from './commands/keep-version.ts';
export { type OpenVisit, openVisit, providerOf } from './commands/open-visit.ts';
export { recordTobacco } from './commands/record-tobacco.contract.ts';
