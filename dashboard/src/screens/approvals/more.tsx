// The end of a long list: more of it as it comes into view, or by its button.
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';

export function MoreAtEnd({ left, onMore }: { readonly left: number; readonly onMore: () => void }) {
  const { actions } = shared();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: '400px' });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [left]);
  if (left <= 0) return null;
  return (
    <div ref={ref} class="more-at-end">
      <Button tone="quiet" onClick={onMore}>
        {actions.showMore(number(left))}
      </Button>
    </div>
  );
}
