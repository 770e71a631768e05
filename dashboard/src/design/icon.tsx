// Icons as strokes of one weight. They decorate: what they mean is said beside them or by the control's label.

const PATHS = {
  inbox:
    'M3 13.5h4l1.5 2.5h3l1.5-2.5h4M3 13.5V16a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 17 16v-2.5L14.6 4.4a1 1 0 0 0-1-.9H6.4a1 1 0 0 0-1 .9z',
  list: 'M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.5 5.5h.01M3.5 10h.01M3.5 14.5h.01',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  fit: 'M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4',
  operations: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 8V4M7 16v-4',
  people:
    'M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5M2.5 16c0-2.5 2-4 5-4s5 1.5 5 4M13 4.3a2.6 2.6 0 0 1 0 5M14.5 12.3c1.9.5 3 1.8 3 3.7',
  chart: 'M3.5 16.5h13M6 13.5v-4M10 13.5v-9M14 13.5V8',
  definition: 'M4 3.5h4v4H4zM12 12.5h4v4h-4zM6 7.5v5a2 2 0 0 0 2 2h4',
  shield: 'M10 2.8 4 5v4.7c0 3.6 2.4 6.2 6 7.5 3.6-1.3 6-3.9 6-7.5V5zM7.5 9.8l1.8 1.8 3.3-3.5',
  pulse: 'M2.5 10h3.3l2-5 3.6 10 2.2-5h3.9',
  gear: 'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4',
  mail: 'M3 5.5h14v9.5H3zM3.3 6l6.7 5 6.7-5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  check: 'M4 10.5 8 14.5 16 5.5',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M7.5 5 4 8.5 7.5 12M4.5 8.5h7a4 4 0 0 1 0 8H9',
  delegate: 'M8 9a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 9M3 16c0-2.5 2-4.2 5-4.2M11 14h6M14.5 11.5 17 14l-2.5 2.5',
  comment: 'M3.5 4.5h13v9.5H9l-3.5 3V14h-2z',
  down: 'M6 8l4 4 4-4',
  up: 'M6 12l4-4 4 4',
  right: 'M8 6l4 4-4 4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M13 13l4 4',
  moon: 'M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M10 6.5V10l2.5 1.5',
  alert: 'M10 3.5 2.8 16h14.4zM10 8.5v3.5M10 14.2h.01',
  offline:
    'M3 3l14 14M5.5 10.3a7 7 0 0 1 2-1.4M3 7.6a10.4 10.4 0 0 1 2.3-1.5M9 5a10.5 10.5 0 0 1 8 2.6M12 9.3c.9.2 1.7.600 2.5 1M8 12.9a3.6 3.6 0 0 1 4 0M10 15.8h.01',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4',
  download: 'M10 3.5v9M6 9l4 4 4-4M3.5 16.5h13',
  external: 'M8 4H4v12h12v-4M11.5 3.5h5v5M16.5 3.5 9.5 10.5',
  bell: 'M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.5 1.5H4zM8.5 17h3',
  edit: 'M4 16l.7-3.3L13.5 4 16 6.5l-8.8 8.8z',
  trash: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6.5 4.5v11l9-5.5z',
  history: 'M4 4.5v3.5h3.5M4.3 8A6.5 6.5 0 1 1 3.5 11M10 7v3.5l2.2 1.3',
  keyboard: 'M2.5 5.5h15v9.5h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 12h7',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={PATHS[name]} />
  </svg>
);
