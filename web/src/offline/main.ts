/** The offline page: one file, opened from a disk, that asks nobody. */
import '../styles/tokens.css'
import '../styles/base.css'
import { createApp } from 'vue'
import OfflinePage from './OfflinePage.vue'

if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark'
createApp(OfflinePage).mount('#app')
