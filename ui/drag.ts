/** Dragging with mouse and finger. The keyboard has its own, shorter ways, so dnd-kit adds none and claims no role. */
import { Accessibility, PointerSensor } from '@dnd-kit/dom';
import type { DragDropProvider } from '@dnd-kit/react';
import type { ComponentProps } from 'react';

type Provided = ComponentProps<typeof DragDropProvider>;

/** `<DragDropProvider {...dragging} onDragEnd={…}>` */
export const dragging: Pick<Provided, 'sensors' | 'plugins'> = {
  sensors: [PointerSensor],
  plugins: (defaults) => defaults.filter((plugin) => plugin !== Accessibility),
};
