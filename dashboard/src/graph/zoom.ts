// Looking closer and moving about: the frame scrolls as everything scrolls, and its drawing is drawn larger or smaller.
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Box } from './shape.ts';

const SCALE = { min: 0.15, max: 2, step: 1.2, readable: 0.85 } as const;
const EDGE = 24;

export interface Zoom {
  readonly scale: number;
  /** By so many steps, around the middle of what is seen. */
  by(steps: number): void;
  fit(): void;
  /** Scrolls the frame, and only the frame, so that the box is seen. */
  show(box: Box): void;
}

interface Size {
  readonly width: number;
  readonly height: number;
}
interface Anchor {
  /** Within the drawing, unscaled. */
  readonly x: number;
  readonly y: number;
  /** Within the frame. */
  readonly left: number;
  readonly top: number;
}

export function useZoom(frame: RefObject<HTMLElement | null>, drawing: Size): Zoom {
  const [scale, setScale] = useState(1);
  const anchor = useRef<Anchor | null>(null);

  const zoomTo = (next: number, at?: { readonly left: number; readonly top: number }): void => {
    const element = frame.current;
    if (element === null) return;
    const { left, top } = at ?? { left: element.clientWidth / 2, top: element.clientHeight / 2 };
    setScale((before) => {
      anchor.current = { x: (element.scrollLeft + left) / before, y: (element.scrollTop + top) / before, left, top };
      return Math.max(SCALE.min, Math.min(SCALE.max, next));
    });
  };

  // What was under the pointer stays under it.
  useLayoutEffect(() => {
    if (anchor.current === null || frame.current === null) return;
    const { x, y, left, top } = anchor.current;
    frame.current.scrollTo(x * scale - left, y * scale - top);
    anchor.current = null;
  }, [scale]);

  // A drawing that is a little too wide is drawn smaller; one that is much too wide stays readable and scrolls.
  useLayoutEffect(() => {
    const width = frame.current?.clientWidth ?? drawing.width;
    setScale(Math.max(SCALE.readable, Math.min(1, width / drawing.width)));
  }, [drawing.width]);

  useGestures(frame, { scale, zoomTo });
  return {
    scale,
    by: (steps) => zoomTo(scale * SCALE.step ** steps),
    fit: () => {
      const { clientWidth = 1, clientHeight = 1 } = frame.current ?? {};
      zoomTo(Math.min(1, clientWidth / drawing.width, clientHeight / drawing.height));
    },
    show: (box) => frame.current && showIn(frame.current, box, scale),
  };
}

function showIn(frame: HTMLElement, box: Box, scale: number): void {
  const side = (start: number, size: number, seen: number, at: number): number => {
    const from = start * scale - EDGE;
    const to = (start + size) * scale + EDGE;
    return from >= at && to <= at + seen ? at : (from + to - seen) / 2;
  };
  frame.scrollTo(
    side(box.x, box.width, frame.clientWidth, frame.scrollLeft),
    side(box.y, box.height, frame.clientHeight, frame.scrollTop),
  );
}

interface Gestures {
  readonly scale: number;
  zoomTo(scale: number, at?: { readonly left: number; readonly top: number }): void;
}

/** Wheel with Ctrl or ⌘ (a touchpad's pinch is that, too), two fingers, and dragging with the mouse. */
function useGestures(frame: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const now = useRef(gestures);
  now.current = gestures;
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const listening = new AbortController();
    const within = (x: number, y: number) => {
      const { left, top } = element.getBoundingClientRect();
      return { left: x - left, top: y - top };
    };
    // Not passive: the page itself is not to be zoomed.
    const options = { signal: listening.signal, passive: false };
    element.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        now.current.zoomTo(now.current.scale * Math.exp(-event.deltaY / 300), within(event.clientX, event.clientY));
      },
      options,
    );
    pinch(element, options, (factor, x, y) => now.current.zoomTo(now.current.scale * factor, within(x, y)));
    drag(element, listening.signal);
    return () => listening.abort();
  }, []);
}

function pinch(
  element: HTMLElement,
  options: AddEventListenerOptions,
  onPinch: (factor: number, x: number, y: number) => void,
): void {
  let before = 0;
  const spread = ([a, b]: TouchList): number =>
    a === undefined || b === undefined ? 0 : Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  element.addEventListener('touchstart', ({ touches }) => (before = spread(touches)), options);
  element.addEventListener(
    'touchmove',
    (event) => {
      const [a, b] = event.touches;
      if (a === undefined || b === undefined || before === 0) return;
      event.preventDefault();
      const after = spread(event.touches);
      onPinch(after / before, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
      before = after;
    },
    options,
  );
}

const DRAG_FROM_PX = 4;

/** A finger scrolls by itself. */
function drag(element: HTMLElement, signal: AbortSignal): void {
  let from: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null = null;
  element.addEventListener(
    'pointerdown',
    ({ pointerType, button, clientX, clientY }) => {
      if (pointerType === 'mouse' && button === 0)
        from = { x: clientX, y: clientY, left: element.scrollLeft, top: element.scrollTop };
    },
    { signal },
  );
  addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (from === null) return;
      const [byX, byY] = [from.x - clientX, from.y - clientY];
      if (Math.hypot(byX, byY) > DRAG_FROM_PX) element.scrollTo(from.left + byX, from.top + byY);
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const)
    addEventListener(
      end,
      () => {
        from = null;
      },
      { signal },
    );
}
