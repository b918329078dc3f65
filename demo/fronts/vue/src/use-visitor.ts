import { reactive } from 'vue';
import { askApi } from '../../shared/ask-api.ts';
import type { Visitor } from '../../shared/movie.ts';

const visitor = reactive<Visitor>({ user: null, favouriteCount: 0 });
let loading: Promise<Visitor> | undefined;

/** Requests the visitor once: later changes are made by this page itself. */
export const loadVisitor = async () => {
  loading ??= askApi<Visitor>('/visitor').then((answer) => Object.assign(visitor, answer));
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
};

/** The visitor, which can be changed. */
export const useVisitor = () => visitor;
