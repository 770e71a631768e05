// Where there is no screen, or no server.
import { ButtonLink } from '../design/button.tsx';
import { Empty } from '../design/feedback.tsx';
import { shared } from '../words/words.ts';

export function Missing() {
  const { errors } = shared();
  return (
    <Empty icon="search" title={errors.missing} action={<ButtonLink href="/approvals">{errors.home}</ButtonLink>}>
      {errors.missingText}
    </Empty>
  );
}

export function Unreachable() {
  const { errors } = shared();
  return (
    <main class="door">
      <Empty icon="offline" title={errors.unreachable}>
        {errors.unreachableText}
      </Empty>
    </main>
  );
}
