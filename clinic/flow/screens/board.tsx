import { Loaded } from '#ui/state.tsx';
import { useView } from '#ui/use-view.ts';
import { boardView } from '../views/board.contract.ts';
import { BoardPage } from './board-page.tsx';

/** Everybody in the clinic, live. */
export default function BoardScreen() {
  const view = useView(boardView, {});
  return <Loaded view={view}>{(board) => <BoardPage board={board} />}</Loaded>;
}
