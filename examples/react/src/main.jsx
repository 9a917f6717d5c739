import { createRoot } from 'react-dom/client';
import { Search } from './search.jsx';

createRoot(document.getElementById('root')).render(<Search address="site.hansou" />);
