import { mount } from 'svelte'
import App from './App.svelte'
import './look/look.css'
import { choose_theme, theme_now } from './look/theme.svelte'
import { language_now } from './words.svelte'

document.documentElement.lang = language_now()
choose_theme(theme_now())
mount(App, { target: document.getElementById('app')! })
