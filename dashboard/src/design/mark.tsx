// The mark (two signatures that meet in one tick) and the wordmark.

export const Mark = ({ size = 24 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" class="mark">
    <rect width="24" height="24" rx="6.5" class="mark-ground" />
    <path
      d="M5.4 13.4l3 3 4.6-5M10.8 15.1l1.3 1.3 6.5-7.6"
      fill="none"
      stroke="#fff"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

export const Wordmark = () => (
  <span class="wordmark" lang="en">
    <Mark />
    Countersign
  </span>
);
