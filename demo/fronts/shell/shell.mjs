import { addressBar } from './address-bar.mjs';
import { frontSwitch } from './front-switch.mjs';
import { paneTabs } from './pane-tabs.mjs';
import { splitter } from './splitter.mjs';

const find = (name) => document.querySelector(`[data-${name}]`);

addressBar({
  frame: find('demo'),
  address: find('address'),
  alone: find('alone'),
  back: find('back'),
  reload: find('reload'),
});
frontSwitch({ frame: find('demo'), choices: find('fronts') });
splitter({ handle: find('splitter'), panes: find('panes') });
paneTabs(find('tabs'));
