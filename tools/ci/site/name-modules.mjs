import { Converter, ReflectionKind } from 'typedoc';

/** Names the modules of the site as they are imported: `@wdh/runs`, not `runs/src`. */
export function nameModules(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (reflection.kind !== ReflectionKind.Module) return;
    reflection.name = `@wdh/${reflection.name.replace(/\/src(?=\/|$)/, '')}`;
  });
}
