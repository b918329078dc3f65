// ES modules, untransformed: Node needs --experimental-vm-modules.
export default { testEnvironment: 'jsdom', transform: {} };
