// Which screen a path means.
import { matchPath, type Params } from '../router/match.ts';
import { type Route, routes } from '../routes.tsx';

export function routeOf(path: string): { readonly route: Route; readonly params: Params } | null {
  for (const route of routes)
    for (const pattern of route.paths) {
      const params = matchPath(pattern, path);
      if (params !== null) return { route, params };
    }
  return null;
}
