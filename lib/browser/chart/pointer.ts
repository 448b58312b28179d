import type { Stage } from "./stage.ts";

/** What pointers and wheel do to a chart. */
export interface PointerTarget {
  /** The crosshair goes to a bar, or away. */
  point(at: number | null): void;
  /** @param anchor position along the bars that stays where it is */
  zoom(factor: number, anchor: number): void;
  /** @param bars to the right */
  pan(bars: number): void;
  /** Shows the stretch between two positions. */
  show(from: number, to: number): void;
  reset(): void;
  /** Bars in view. */
  bars(): number;
}

/** Zoom of one notch of a wheel, which is 100 pixels on most. */
const WHEEL_ZOOM = 1.0015;
/** Pointers that moved less than this were tapped, pixels. */
const TAP_PX = 6;
const DOUBLE_TAP_MS = 350;

interface Held {
  readonly id: number;
  readonly startX: number;
  readonly startAt: number;
  x: number;
  y: number;
}

/**
 * Listens to mouse, pen, fingers and wheel: a drag pans, with Shift it selects, on the time axis it stretches; two
 * fingers zoom; a wheel zooms with Ctrl or over the axis and is otherwise the page's.
 */
export function listenToPointers(
  inside: HTMLElement,
  stage: Pick<Stage, "placeOf" | "width" | "hover">,
  target: PointerTarget,
  signal: AbortSignal,
): void {
  const held = new Map<number, Held>();
  let mode: "pan" | "stretch" | "select" = "pan";
  let travelled = 0;
  let tappedAt = -Infinity;
  const selection = inside.querySelector<HTMLElement>(".chart-selection");

  const on = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    listen: (event: HTMLElementEventMap[Type]) => void,
    passive = true,
  ) => inside.addEventListener(type, listen, { signal, passive });

  on("pointerdown", (event) => {
    if (event.button !== 0 || !isCanvas(event.target)) return;
    const { at, isOnAxis } = stage.placeOf(event);
    if (held.size === 0) {
      travelled = 0;
      mode = isOnAxis ? "stretch" : event.shiftKey ? "select" : "pan";
    }
    held.set(event.pointerId, {
      id: event.pointerId,
      startX: event.clientX,
      startAt: at,
      x: event.clientX,
      y: event.clientY,
    });
    inside.setPointerCapture(event.pointerId);
  });

  on("pointermove", (event) => {
    const finger = held.get(event.pointerId);
    if (finger === undefined) {
      if (event.pointerType !== "touch") hover(event);
      return;
    }
    const others = [...held.values()].filter(({ id }) => id !== event.pointerId);
    const [other] = others;
    const dx = event.clientX - finger.x;
    travelled += Math.abs(dx) + Math.abs(event.clientY - finger.y);
    const before = finger.x;
    [finger.x, finger.y] = [event.clientX, event.clientY];
    if (other !== undefined) pinch(before, event.clientX, other.x, event.clientY);
    else if (travelled >= TAP_PX) drag(finger, dx, event);
  });

  const release = (event: PointerEvent) => {
    const finger = held.get(event.pointerId);
    if (finger === undefined) return;
    held.delete(event.pointerId);
    if (held.size > 0) return;
    if (mode === "select" && event.type === "pointerup" && travelled >= TAP_PX) {
      const { at } = stage.placeOf(event);
      target.show(Math.min(finger.startAt, at), Math.max(finger.startAt, at));
    }
    selection?.setAttribute("hidden", "");
    if (travelled >= TAP_PX || event.type !== "pointerup") return;
    if (event.pointerType !== "mouse" && event.timeStamp - tappedAt < DOUBLE_TAP_MS) target.reset();
    tappedAt = event.timeStamp;
    hover(event);
  };
  on("pointerup", release);
  on("pointercancel", release);
  on("pointerleave", (event) => {
    if (event.pointerType === "touch" || held.size > 0) return;
    target.point(null);
    stage.hover(null);
  });
  on("dblclick", (event) => isCanvas(event.target) && target.reset());
  on("wheel", (event) => {
    if (!isCanvas(event.target)) return;
    const { at, isOnAxis } = stage.placeOf(event);
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey || isOnAxis) {
      event.preventDefault();
      target.zoom(WHEEL_ZOOM ** (event.deltaY * pixels), at);
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      target.pan(event.deltaX * pixels / stage.width() * target.bars());
    }
  }, false);

  function hover(event: PointerEvent): void {
    target.point(isCanvas(event.target) ? stage.placeOf(event).at : null);
    stage.hover(event.clientY);
  }

  function pinch(before: number, now: number, other: number, y: number): void {
    const [was, is] = [Math.abs(before - other), Math.abs(now - other)];
    if (was < 10 || is < 10) return;
    const middle = stage.placeOf({ clientX: (now + other) / 2, clientY: y }).at;
    target.zoom(was / is, middle);
    target.pan((before - now) / 2 / stage.width() * target.bars());
  }

  function drag(finger: Held, dx: number, event: PointerEvent): void {
    const share = dx / stage.width();
    if (mode === "pan") target.pan(-share * target.bars());
    else if (mode === "stretch") target.zoom(2 ** (-share * 4), stage.placeOf(event).at);
    else if (selection !== null) {
      const box = inside.getBoundingClientRect();
      selection.removeAttribute("hidden");
      selection.style.left = `${Math.min(finger.startX, event.clientX) - box.left}px`;
      selection.style.width = `${Math.abs(finger.startX - event.clientX)}px`;
    }
  }
}

function isCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, summary, input, label") === null;
}
